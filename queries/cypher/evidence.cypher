// title: {zh: 依据, en: Evidence}
// question:
//   zh: 这条陈述出自哪封答复、哪句话？
//   en: Which letter and which words is this statement from?
// counts:
//   zh: 一行，即这条陈述；起止按答复规范化正文的字符计；没有这条陈述则没有行。
//   en: One row, the statement itself; start and end count characters of the letter's normalised text; no row if there is no such statement.
// params:
//   - {name: statement, type: string, example: statement/ab3cd4ef5gh6i, zh: 陈述编号, en: statement id}
// columns:
//   - {name: statement, zh: 陈述编号, en: statement}
//   - {name: subject, zh: 主体, en: subject}
//   - {name: predicate, zh: 关系, en: predicate}
//   - {name: object, zh: 对象, en: object}
//   - {name: status, zh: 状态, en: status}
//   - {name: year, zh: 年份, en: year}
//   - {name: reply, zh: 答复编号, en: reply}
//   - {name: reply_title, zh: 答复标题, en: title of the reply}
//   - {name: source, zh: 来源, en: source}
//   - {name: quote, zh: 原文, en: quote}
//   - {name: start, zh: 起点, en: start}
//   - {name: end, zh: 终点, en: end}
//   - {name: confidence, zh: 置信度, en: confidence}
// tags: [evidence]

MATCH (subject)-[e {id: $statement}]->(object)
MATCH (letter:Reply {id: e.reply})
RETURN
  e.id AS statement,
  subject.name AS subject,
  type(e) AS predicate,
  object.name AS object,
  e.status AS status,
  e.year AS year,
  letter.id AS reply,
  letter.title AS reply_title,
  letter.source AS source,
  e.quote AS quote,
  e.start AS start,
  e.end AS end,
  e.confidence AS confidence,
  e.id AS statements
ORDER BY statement
