// title: {zh: 共同会办的单位, en: Co-handlers of the same proposals}
// question:
//   zh: 哪两个单位常常同时会办同一件建议提案？
//   en: Which two bodies co-handle the same proposals?
// counts:
//   zh: 每行是两个会办单位（不分先后）；统计两者都会办的不同建议提案，年份不明的计入件数、不计入年份。
//   en: Each row is two co-handlers, in no order; counted are the distinct proposals that both co-handle; one without a year counts as a proposal, but to no year.
// params:
//   - {name: min_proposals, type: integer, default: 1, example: 2, zh: 最少件数, en: least number of proposals}
// columns:
//   - {name: one, zh: 单位, en: one body}
//   - {name: other, zh: 另一单位, en: other body}
//   - {name: proposals, zh: 件数, en: proposals}
//   - {name: year_count, zh: 年份数, en: number of years}
//   - {name: first_year, zh: 最早年份, en: first year}
//   - {name: last_year, zh: 最晚年份, en: last year}
// tags: [departments, years]
// caveat:
//   zh: 只反映已载入的答复；更名前后的单位分别计算。
//   en: About the letters loaded only; a body before and after it was renamed counts as two.

// Each pair once: the lesser id first. Shown is the lesser name first.
MATCH (a)-[x:CO_HANDLES]->(p:Proposal)<-[y:CO_HANDLES]-(b)
WHERE a.id < b.id
WITH a, b,
  count(DISTINCT p.id) AS proposals,
  count(DISTINCT p.year) AS year_count,
  min(p.year) AS first_year,
  max(p.year) AS last_year,
  collect(DISTINCT x.id) + collect(DISTINCT y.id) AS statements
WHERE proposals >= $min_proposals
RETURN
  CASE WHEN a.name <= b.name THEN a.name ELSE b.name END AS one,
  CASE WHEN a.name <= b.name THEN b.name ELSE a.name END AS other,
  proposals,
  year_count,
  first_year,
  last_year,
  statements
ORDER BY proposals DESC, year_count DESC, one, other, a.id, b.id
