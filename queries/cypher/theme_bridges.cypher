// title: {zh: 跨年度的主题, en: Themes across years}
// question:
//   zh: 哪些主题把多个主办单位、多个年度的建议提案连在一起？
//   en: Which themes join the proposals of several leads and several years?
// counts:
//   zh: 每行是一个主题；统计涉及它的不同建议提案、提出年份和主办单位，年份不明的不计。
//   en: Each row is one theme; counted are the distinct proposals about it, their years and the bodies that lead them; proposals without a year are left out.
// params:
//   - {name: min_years, type: integer, default: 2, example: 3, zh: 最少年份数, en: least number of years}
// columns:
//   - {name: theme, zh: 主题, en: theme}
//   - {name: years, zh: 年份, en: years}
//   - {name: year_count, zh: 年份数, en: number of years}
//   - {name: proposals, zh: 件数, en: proposals}
//   - {name: lead_count, zh: 主办单位数, en: number of leads}
//   - {name: leads, zh: 主办单位, en: leads}
// tags: [themes, departments, years]
// caveat:
//   zh: 只反映已载入的答复；没有标出主题的建议提案不计。
//   en: About the letters loaded only; a proposal of which no theme is known does not count.

MATCH (p:Proposal)-[x:ABOUT]->(t:Theme)
WHERE p.year IS NOT NULL
// One row a year, in order, so that collect() below gives the years sorted.
WITH t, p.year AS year, count(DISTINCT p.id) AS in_year, collect(DISTINCT x.id) AS ids
ORDER BY year
WITH t, collect(year) AS all_years, sum(in_year) AS proposals, collect(ids) AS by_year
WHERE size(all_years) >= $min_years
OPTIONAL MATCH (l)-[:LEADS]->(q:Proposal)-[:ABOUT]->(t)
WHERE q.year IS NOT NULL
WITH t, all_years, proposals, by_year, l
ORDER BY l.name
WITH t, all_years, proposals, by_year,
  count(DISTINCT l.id) AS lead_count, collect(DISTINCT l.name) AS names
RETURN
  t.name AS theme,
  reduce(text = '', y IN all_years |
    text + CASE WHEN text = '' THEN '' ELSE ', ' END + toString(y)) AS years,
  size(all_years) AS year_count,
  proposals,
  lead_count,
  reduce(text = '', n IN names | text + CASE WHEN text = '' THEN '' ELSE '; ' END + n) AS leads,
  reduce(every = [], ids IN by_year | every + ids) AS statements
ORDER BY year_count DESC, lead_count DESC, proposals DESC, theme, t.id
