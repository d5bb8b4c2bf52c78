// title: {zh: 兑现的承诺, en: Promises kept}
// question:
//   zh: 哪些写入计划的工作，在以后年份的答复里报告为已完成？
//   en: Which actions that a letter planned does a letter of a later year report as done?
// counts:
//   zh: 每行是一个“主体—动作—对象”；取起始年份以来最早一次计划，配上以后年份来信中最早一次“已完成”的报告（同一对象、同一动作，同年时同一主体优先，完成者可以是别的主体），早于承诺来信年份的旧事不算。
//   en: Each row is one actor, action and object; its first plan from the first year on is paired with the first letter of a later year that reports the same action on the same object as done, by the same actor before any other of that year; deeds dated before the promising letter do not count.
// params:
//   - {name: from_year, type: integer, default: 0, example: 2019, zh: 承诺不早于, en: promised in this year or later}
//   - {name: to_year, type: integer, default: 9999, example: 2023, zh: 报告完成不晚于, en: reported done in this year or earlier}
// columns:
//   - {name: actor, zh: 主体, en: actor}
//   - {name: predicate, zh: 动作, en: predicate}
//   - {name: object, zh: 对象, en: object}
//   - {name: promised_year, zh: 承诺来信年份, en: year of the promising letter}
//   - {name: promised_reply, zh: 承诺来信, en: promising letter}
//   - {name: promised_quote, zh: 承诺原文, en: words of the promise}
//   - {name: done_year, zh: 报告来信年份, en: year of the reporting letter}
//   - {name: done_by, zh: 完成者, en: done by}
//   - {name: done_reply, zh: 报告来信, en: reporting letter}
//   - {name: done_quote, zh: 报告原文, en: words of the report}
// tags: [promises, years]
// caveat:
//   zh: 只反映已载入的答复；来信没有年份时，以该句所说的年份代替。
//   en: About the letters loaded only; for a letter without a year the year of the clause stands in.

MATCH (actor)-[p]->(object)
WHERE p.status = 'planned'
// The year of a promise is that of its letter; the clause may name a year still to come.
MATCH (letter:Reply {id: p.reply})
WITH actor, type(p) AS predicate, object, p, letter, coalesce(letter.year, p.year) AS year
WHERE year >= $from_year AND year <= $to_year
// The first plan: sort, collect, take the head.
WITH actor, predicate, object, p, letter, year
ORDER BY year, p.id
WITH actor, predicate, object, collect({
  id: p.id, year: year, reply: coalesce(letter.title, letter.id), quote: p.quote
})[0] AS promise

MATCH (doer)-[d]->(object)
WHERE type(d) = predicate AND d.status = 'done'
MATCH (report:Reply {id: d.reply})
WITH actor, predicate, object, promise, doer, d, report, coalesce(report.year, d.year) AS year
WHERE year > promise.year AND year <= $to_year AND coalesce(d.year, year) >= promise.year
WITH actor, predicate, object, promise, doer, d, report, year
ORDER BY year, CASE WHEN doer.id = actor.id THEN 0 ELSE 1 END, d.id
WITH actor, predicate, object, promise, collect({
  id: d.id, year: year, by: doer.name, reply: coalesce(report.title, report.id), quote: d.quote
})[0] AS done
RETURN
  actor.name AS actor,
  predicate,
  object.name AS object,
  promise.year AS promised_year,
  promise.reply AS promised_reply,
  promise.quote AS promised_quote,
  done.year AS done_year,
  done.by AS done_by,
  done.reply AS done_reply,
  done.quote AS done_quote,
  [promise.id, done.id] AS statements
ORDER BY promised_year, done_year, promise.id
