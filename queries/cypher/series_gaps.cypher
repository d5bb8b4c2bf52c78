// title: {zh: 活动间断, en: Gaps in a series}
// question:
//   zh: 哪些活动系列在两届之间隔了几年没有举办？
//   en: In which series do years pass between one edition and the next?
// counts:
//   zh: 每行是同一系列相邻两个举办年份之间超过通常间隔的一段；举办年份取活动本身的年份，否则取“已完成或进行中”的陈述所说的最早年份；只计划过的一届不算举办。
//   en: Each row is a stretch between two neighbouring years in which a series was held that is longer than usual; the year of an edition is the event's own, else the first that a clause gives for it as done or ongoing; editions that were only planned do not count as held.
// params:
//   - {name: usual, type: integer, default: 1, example: 2, zh: 通常间隔年数, en: usual years from one edition to the next}
// columns:
//   - {name: series, zh: 系列, en: series}
//   - {name: last_held, zh: 前一次, en: held in}
//   - {name: next_held, zh: 后一次, en: next held in}
//   - {name: years_between, zh: 间隔年数, en: years from one to the next}
// tags: [events, years]
// caveat:
//   zh: 没有答复说到的一届，看上去就是间断；双年展等隔年举办的，请把通常间隔设为 2。
//   en: An edition that no loaded letter tells of looks like a gap; for a series that is held every other year set the usual to 2.

MATCH (b)-[a:ORGANISES|PARTICIPATES_IN]->(e:Event)-[:EDITION_OF]->(s:EventSeries)
WHERE a.status <> 'planned'
WITH s, e, min(a.year) AS told, collect(DISTINCT a.id) AS ids
UNWIND ids AS id
WITH s, coalesce(e.year, told) AS year, id
WHERE year IS NOT NULL
WITH s, year, collect(DISTINCT id) AS ids
ORDER BY year
WITH s, collect({year: year, ids: ids}) AS held
UNWIND range(0, size(held) - 2) AS n
WITH s, held[n] AS before, held[n + 1] AS after
WHERE after.year - before.year > $usual
RETURN
  s.name AS series,
  before.year AS last_held,
  after.year AS next_held,
  after.year - before.year AS years_between,
  before.ids + after.ids AS statements
ORDER BY series, s.id, last_held
