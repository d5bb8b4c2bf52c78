// title: {zh: 跨年度的主办会办搭档, en: Co-handlers across years}
// question:
//   zh: 哪些部门在多个年度里一起办理建议提案（一方主办，一方会办）？
//   en: Which departments handled proposals together, one leading and one co-handling, in several years?
// counts:
//   zh: 每行是一对“主办—会办”单位；统计的是两者共同办理的不同建议提案及其提出年份，年份不明的不计。
//   en: Each row is a pair of a lead and a co-handler; counted are the distinct proposals that both handled and the years of those proposals; proposals without a year are left out.
// params:
//   - {name: min_years, type: integer, default: 2, example: 2, zh: 最少年份数, en: least number of years}
// columns:
//   - {name: lead, zh: 主办单位, en: lead}
//   - {name: co_handler, zh: 会办单位, en: co-handler}
//   - {name: years, zh: 年份, en: years}
//   - {name: year_count, zh: 年份数, en: number of years}
//   - {name: proposals, zh: 件数, en: proposals}
//   - {name: first_year, zh: 最早年份, en: first year}
//   - {name: last_year, zh: 最晚年份, en: last year}
// tags: [departments, years]
// caveat:
//   zh: 只反映已载入的答复；更名前后的单位分别计算。
//   en: About the letters loaded only; a body before and after it was renamed counts as two.

MATCH (l)-[x:LEADS]->(p:Proposal)<-[y:CO_HANDLES]-(c)
WHERE p.year IS NOT NULL AND l.id <> c.id
// One row a year, in order, so that collect() below gives the years sorted. Two letters about one
// proposal give two edges each way, hence DISTINCT.
WITH l, c, p.year AS year, count(DISTINCT p.id) AS in_year,
  collect(DISTINCT x.id) + collect(DISTINCT y.id) AS ids
ORDER BY year
WITH l, c, collect(year) AS all_years, sum(in_year) AS proposals, collect(ids) AS by_year
WHERE size(all_years) >= $min_years
RETURN
  l.name AS lead,
  c.name AS co_handler,
  reduce(text = '', y IN all_years |
    text + CASE WHEN text = '' THEN '' ELSE ', ' END + toString(y)) AS years,
  size(all_years) AS year_count,
  proposals,
  all_years[0] AS first_year,
  all_years[-1] AS last_year,
  reduce(every = [], ids IN by_year | every + ids) AS statements
ORDER BY year_count DESC, proposals DESC, lead, co_handler, l.id, c.id
