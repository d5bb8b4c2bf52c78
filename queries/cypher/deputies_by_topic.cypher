// title: {zh: 关注某一话题的代表委员, en: Deputies by topic}
// question:
//   zh: 哪些代表委员就某一话题提出过建议提案？
//   en: Which deputies submitted proposals on a topic?
// counts:
//   zh: 每行是一位代表委员（或提案单位）；统计其提出的、标题或主题的名称（含别名）里含有该词的不同建议提案，年份不明的计入件数、不计入年份。
//   en: Each row is one deputy or submitting body; counted are the distinct proposals submitted whose title, or the name or an alias of a theme of theirs, contains the word; one without a year counts as a proposal, but to no year.
// params:
//   - {name: topic, type: string, example: 古戏台, zh: 话题词, en: word to look for}
// columns:
//   - {name: deputy, zh: 代表委员, en: deputy}
//   - {name: assembly, zh: 所属会议, en: assembly and term}
//   - {name: proposals, zh: 件数, en: proposals}
//   - {name: first_year, zh: 最早年份, en: first year}
//   - {name: last_year, zh: 最晚年份, en: last year}
//   - {name: titles, zh: 标题, en: titles}
// tags: [deputies, themes]
// caveat:
//   zh: 只反映已载入的答复；同名的代表委员只在同一届会议内视为一人。
//   en: About the letters loaded only; deputies of one name are one only within one assembly's term.

MATCH (d:Deputy)-[x:SUBMITTED]->(p:Proposal)
OPTIONAL MATCH (p)-[:ABOUT]->(t:Theme)
WITH d, p, x.id AS id, coalesce(p.title, p.name) AS title,
  sum(CASE
    WHEN t.name CONTAINS $topic OR any(n IN coalesce(t.aliases, []) WHERE n CONTAINS $topic) THEN 1
    ELSE 0
  END) AS themes
WHERE title CONTAINS $topic OR themes > 0
WITH d, p, id, title
ORDER BY title
WITH d,
  count(DISTINCT p.id) AS proposals,
  min(p.year) AS first_year,
  max(p.year) AS last_year,
  collect(DISTINCT title) AS all_titles,
  collect(DISTINCT id) AS statements
RETURN
  d.name AS deputy,
  d.assembly AS assembly,
  proposals,
  first_year,
  last_year,
  reduce(text = '', t IN all_titles | text + CASE WHEN text = '' THEN '' ELSE '; ' END + t)
    AS titles,
  statements
ORDER BY proposals DESC, deputy, d.id
