// title: {zh: 主办会办组合, en: Pairs of lead and co-handler}
// question:
//   zh: 哪些主办单位最常与哪些会办单位一起办理建议提案？
//   en: Which lead handles proposals with which co-handler, and how large a part of its proposals are these?
// counts:
//   zh: 每行是一对“主办—会办”单位；统计两者共同办理的不同建议提案（年份不明的也算），占该主办单位全部主办件的百分比舍去小数。
//   en: Each row is a pair of a lead and a co-handler; counted are the distinct proposals that both handled, also those without a year, and their percentage of all that the lead leads, rounded down.
// params:
//   - {name: min_proposals, type: integer, default: 1, example: 2, zh: 最少件数, en: least number of proposals}
// columns:
//   - {name: lead, zh: 主办单位, en: lead}
//   - {name: co_handler, zh: 会办单位, en: co-handler}
//   - {name: proposals, zh: 共同办理件数, en: proposals of both}
//   - {name: lead_proposals, zh: 主办总件数, en: proposals of the lead}
//   - {name: percent, zh: 百分比, en: percent}
// tags: [departments]
// caveat:
//   zh: 只反映已载入的答复；更名前后的单位分别计算。
//   en: About the letters loaded only; a body before and after it was renamed counts as two.

MATCH (l)-[x:LEADS]->(p:Proposal)<-[y:CO_HANDLES]-(c)
WHERE l.id <> c.id
WITH l, c, count(DISTINCT p.id) AS proposals,
  collect(DISTINCT x.id) + collect(DISTINCT y.id) AS statements
WHERE proposals >= $min_proposals
MATCH (l)-[:LEADS]->(q:Proposal)
WITH l, c, proposals, statements, count(DISTINCT q.id) AS lead_proposals
RETURN
  l.name AS lead,
  c.name AS co_handler,
  proposals,
  lead_proposals,
  100 * proposals / lead_proposals AS percent,
  statements
ORDER BY proposals DESC, percent DESC, lead, co_handler, l.id, c.id
