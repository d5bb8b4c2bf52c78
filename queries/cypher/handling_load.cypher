// title: {zh: 办理量, en: Handling load}
// question:
//   zh: 各单位每年主办、会办多少件建议提案？
//   en: How many proposals does each body lead and co-handle each year?
// counts:
//   zh: 每行是一个单位的一年；统计该年提出、由它主办或会办的不同建议提案，年份不明的不计。
//   en: Each row is one body in one year; counted are the distinct proposals of that year that it leads or co-handles; proposals without a year are left out.
// params:
//   - {name: from_year, type: integer, default: 0, example: 2019, zh: 起始年份, en: first year}
//   - {name: to_year, type: integer, default: 9999, example: 2023, zh: 截止年份, en: last year}
// columns:
//   - {name: body, zh: 单位, en: body}
//   - {name: year, zh: 年份, en: year}
//   - {name: led, zh: 主办, en: led}
//   - {name: co_handled, zh: 会办, en: co-handled}
//   - {name: proposals, zh: 合计, en: proposals}
// tags: [departments, years]
// caveat:
//   zh: 只反映已载入的答复，不是单位的全部办理量。
//   en: About the letters loaded only, not about all that a body handled.

MATCH (b)-[h:LEADS|CO_HANDLES]->(p:Proposal)
WHERE p.year >= $from_year AND p.year <= $to_year
WITH b, p.year AS year,
  count(DISTINCT CASE WHEN type(h) = 'LEADS' THEN p.id END) AS led,
  count(DISTINCT CASE WHEN type(h) = 'CO_HANDLES' THEN p.id END) AS co_handled,
  count(DISTINCT p.id) AS proposals,
  collect(DISTINCT h.id) AS statements
RETURN b.name AS body, year, led, co_handled, proposals, statements
ORDER BY body, b.id, year
