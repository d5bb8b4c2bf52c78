// title: {zh: 共同举办者, en: Co-organisers}
// question:
//   zh: 哪些单位一起举办活动？
//   en: Which bodies organise the same events?
// counts:
//   zh: 每行是两个举办者（不分先后）；统计已办、在办或将办的同一届活动，不同答复分别说到的也算；年份取这些陈述所说年份。
//   en: Each row is two organisers, in no order; counted are the distinct events that both organise, be it done, ongoing or planned, also where different letters say so; the years are those that the statements give.
// params:
//   - {name: min_events, type: integer, default: 1, example: 2, zh: 最少活动数, en: least number of events}
// columns:
//   - {name: one, zh: 举办者, en: one organiser}
//   - {name: other, zh: 另一举办者, en: other organiser}
//   - {name: event_count, zh: 活动数, en: number of events}
//   - {name: events, zh: 活动, en: events}
//   - {name: first_year, zh: 最早年份, en: first year}
//   - {name: last_year, zh: 最晚年份, en: last year}
// tags: [events, years]
// caveat:
//   zh: 只反映已载入的答复；同一届活动在不同答复里的举办者说法不一，也会成对出现。
//   en: About the letters loaded only; where letters differ on who organised an event, the two appear as a pair as well.

// Each pair once: the lesser id first. Shown is the lesser name first.
MATCH (a)-[x:ORGANISES]->(e:Event)<-[y:ORGANISES]-(b)
WHERE a.id < b.id
WITH a, b, e, [{id: x.id, year: x.year}, {id: y.id, year: y.year}] AS acts
ORDER BY e.name
UNWIND acts AS act
WITH a, b,
  collect(DISTINCT e.name) AS names,
  count(DISTINCT e.id) AS event_count,
  min(act.year) AS first_year,
  max(act.year) AS last_year,
  collect(DISTINCT act.id) AS statements
WHERE event_count >= $min_events
RETURN
  CASE WHEN a.name <= b.name THEN a.name ELSE b.name END AS one,
  CASE WHEN a.name <= b.name THEN b.name ELSE a.name END AS other,
  event_count,
  reduce(text = '', n IN names | text + CASE WHEN text = '' THEN '' ELSE '; ' END + n) AS events,
  first_year,
  last_year,
  statements
ORDER BY event_count DESC, one, other, a.id, b.id
