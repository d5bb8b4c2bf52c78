// title: {zh: 未见兑现的承诺, en: Promises without a later report}
// question:
//   zh: 哪些写入计划的工作，在以后年份已载入的答复里没有报告为已完成？
//   en: Which actions that a letter planned does no loaded letter of a later year report as done?
// counts:
//   zh: 每行是一个“主体—动作—对象”；取起始年份以来最早一次计划，到截止年份为止，没有以后年份的来信把同一对象的同一动作报告为已完成；并给出该主体以后年份作为主办单位的答复数。
//   en: Each row is one actor, action and object; its first plan from the first year on, for which up to the last year no letter of a later year reports the same action on the same object as done; with it goes how many letters of later years have that actor as lead.
// params:
//   - {name: as_of, type: integer, default: 9999, example: 2023, zh: 截止年份, en: up to the letters of this year}
//   - {name: from_year, type: integer, default: 0, example: 2019, zh: 承诺不早于, en: promised in this year or later}
// columns:
//   - {name: actor, zh: 主体, en: actor}
//   - {name: predicate, zh: 动作, en: predicate}
//   - {name: object, zh: 对象, en: object}
//   - {name: promised_year, zh: 承诺来信年份, en: year of the promising letter}
//   - {name: promised_reply, zh: 承诺来信, en: promising letter}
//   - {name: promised_quote, zh: 承诺原文, en: words of the promise}
//   - {name: last_year, zh: 最近一次说到计划或进行中的年份, en: last year in which it is told as planned or ongoing}
//   - {name: later_letters, zh: 该主体以后主办的答复数, en: later letters that the actor leads}
// tags: [promises, years]
// caveat:
//   zh: “未见兑现”只是说已载入的以后年份的答复没有报告；没有载入以后的答复，就无从得知。
//   en: That no later letter among those loaded says so is all that is meant; where no later letters are loaded, nothing can be known.

MATCH (actor)-[p]->(object)
WHERE p.status = 'planned'
// The year of a promise is that of its letter; the clause may name a year still to come.
MATCH (letter:Reply {id: p.reply})
WITH actor, type(p) AS predicate, object, p, letter, coalesce(letter.year, p.year) AS year
WHERE year >= $from_year AND year <= $as_of
// The first plan: sort, collect, take the head.
WITH actor, predicate, object, p, letter, year
ORDER BY year, p.id
WITH actor, predicate, object, collect({
  id: p.id, year: year, reply: coalesce(letter.title, letter.id), quote: p.quote
})[0] AS promise

// All that is said of the same act, the promise itself included.
MATCH ()-[d]->(object)
WHERE type(d) = predicate
MATCH (report:Reply {id: d.reply})
WITH actor, predicate, object, promise, d, coalesce(report.year, d.year) AS year
WITH actor, predicate, object, promise,
  count(CASE
    WHEN d.status = 'done' AND year > promise.year AND year <= $as_of
      AND coalesce(d.year, year) >= promise.year THEN 1
  END) AS kept,
  max(CASE WHEN d.status <> 'done' AND year <= $as_of THEN year END) AS last_year
WHERE kept = 0

OPTIONAL MATCH (actor)-[h:LEADS]->(:Proposal)
// ArcadeDB reads h.reply as null if nothing but the next pattern's {id: …} asks for it.
WITH actor, predicate, object, promise, last_year, h.reply AS led
OPTIONAL MATCH (later:Reply {id: led})
WITH actor, predicate, object, promise, last_year,
  count(DISTINCT CASE
    WHEN later.year > promise.year AND later.year <= $as_of THEN later.id
  END) AS later_letters
RETURN
  actor.name AS actor,
  predicate,
  object.name AS object,
  promise.year AS promised_year,
  promise.reply AS promised_reply,
  promise.quote AS promised_quote,
  last_year,
  later_letters,
  promise.id AS statements
ORDER BY promised_year, statements
