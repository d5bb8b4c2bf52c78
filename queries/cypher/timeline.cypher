// title: {zh: 时间线, en: Timeline}
// question:
//   zh: 已载入的答复里，这个部门、机构、项目或活动历年做了什么、别人对它做了什么？
//   en: What do the letters say that a body, project or event did, or that was done to it, year by year?
// counts:
//   zh: 每行是一条陈述：以它为主体或对象的一个动作；活动系列还包括它的各届。
//   en: Each row is one statement, an action of which it is the actor or the object; for a series also those on its editions.
// params:
//   - {name: name, type: entity, example: 深圳市福田区教育局, zh: 名称、别名或编号, en: "name, alias or id"}
// columns:
//   - {name: year, zh: 年份, en: year}
//   - {name: status, zh: 状态, en: status}
//   - {name: actor, zh: 主体, en: actor}
//   - {name: actor_inferred, zh: 主体系推断, en: actor inferred}
//   - {name: predicate, zh: 动作, en: predicate}
//   - {name: object, zh: 对象, en: object}
//   - {name: reply, zh: 答复, en: reply}
//   - {name: quote, zh: 原文, en: quote}
//   - {name: statement, zh: 陈述编号, en: statement}
// tags: [entity, years]
// caveat:
//   zh: 两封答复说同一件事，就是两行；年份不明的排在最后。
//   en: Two letters that say the same are two rows; what has no year comes last.

// The entity itself (no step), and its editions if it is a series (one step).
MATCH (e:Entity {id: $name})<-[:EDITION_OF*0..1]-(subject)
WITH DISTINCT subject
// Only actions have a status. Without an arrow head the pattern finds both directions.
MATCH (subject)-[a]-()
WHERE a.status IS NOT NULL
WITH DISTINCT a, startNode(a) AS actor, endNode(a) AS object
MATCH (letter:Reply {id: a.reply})
RETURN
  a.year AS year,
  a.status AS status,
  actor.name AS actor,
  a.actor_inferred AS actor_inferred,
  type(a) AS predicate,
  object.name AS object,
  coalesce(letter.title, letter.id) AS reply,
  a.quote AS quote,
  a.id AS statement,
  a.id AS statements
ORDER BY coalesce(year, 9999), status, statement
