// title: {zh: 承诺兑现率, en: Promises kept by actor}
// question:
//   zh: 各主体写入计划的工作，有多少在以后年份的答复里报告为已完成？
//   en: How many of the actions that letters planned for each actor does a letter of a later year report as done?
// counts:
//   zh: 每行是一个主体；一项承诺是一个“主体—动作—对象”自起始年份以来的最早一次计划；以后年份有来信把同一对象的同一动作报告为已完成，就算兑现（完成者可以是别的主体），百分比舍去小数。
//   en: Each row is one actor; a promise is the first plan of an actor, action and object from the first year on; it is kept if a letter of a later year reports the same action on the same object as done, by whomever; the percentage is rounded down.
// params:
//   - {name: from_year, type: integer, default: 0, example: 2019, zh: 承诺不早于, en: promised in this year or later}
//   - {name: to_year, type: integer, default: 9999, example: 2023, zh: 报告完成不晚于, en: reported done in this year or earlier}
// columns:
//   - {name: actor, zh: 主体, en: actor}
//   - {name: promises, zh: 承诺, en: promises}
//   - {name: kept, zh: 见兑现, en: kept}
//   - {name: open, zh: 未见兑现, en: without a later report}
//   - {name: percent, zh: 百分比, en: percent kept}
// tags: [promises]
// caveat:
//   zh: 只反映已载入的答复；越晚的承诺越少有机会见到报告，各主体载入的答复多少也不同，因此不能当作排名。
//   en: About the letters loaded only; late promises have had less time to be reported, and more letters are loaded of some bodies than of others, so this is no ranking.

MATCH (a)-[p]->(object)
WHERE p.status = 'planned'
// The year of a promise is that of its letter; the clause may name a year still to come.
MATCH (letter:Reply {id: p.reply})
WITH a, type(p) AS predicate, object, p, coalesce(letter.year, p.year) AS year
WHERE year >= $from_year AND year <= $to_year
// The first plan: sort, collect, take the head.
WITH a, predicate, object, p, year
ORDER BY year, p.id
WITH a, predicate, object, collect({id: p.id, year: year})[0] AS promise

OPTIONAL MATCH ()-[d]->(object)
WHERE type(d) = predicate AND d.status = 'done'
OPTIONAL MATCH (report:Reply {id: d.reply})
WITH a, predicate, object, promise, d, coalesce(report.year, d.year) AS year
WITH a, predicate, object, promise,
  count(CASE
    WHEN year > promise.year AND year <= $to_year
      AND coalesce(d.year, year) >= promise.year THEN 1
  END) AS reports
WITH a, count(promise.id) AS promises, count(CASE WHEN reports > 0 THEN 1 END) AS kept,
  collect(promise.id) AS statements
RETURN
  a.name AS actor,
  promises,
  kept,
  promises - kept AS open,
  100 * kept / promises AS percent,
  statements
ORDER BY promises DESC, kept DESC, actor, a.id
