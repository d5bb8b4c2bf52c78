// title: {zh: 历届活动, en: Editions of a series}
// question:
//   zh: 各活动系列办过、将办哪几届，由谁举办？
//   en: Which editions of each series were or are to be held, when, and by whom?
// counts:
//   zh: 每行是一届活动；年份取活动本身的年份，否则取最早一次“已完成或进行中”的陈述所说年份，再否则取最早一次计划所说年份；状态取已报告的最进一步；统计参加的不同主体和说到举办或参加的不同答复。
//   en: Each row is one edition; its year is the event's own, else the first that a clause gives for it as done or ongoing, else as planned; its status is the furthest reported; counted are the distinct participants and the distinct letters that tell of organising or taking part.
// columns:
//   - {name: series, zh: 系列, en: series}
//   - {name: edition, zh: 届次, en: edition}
//   - {name: event, zh: 活动, en: event}
//   - {name: year, zh: 年份, en: year}
//   - {name: status, zh: 状态, en: status}
//   - {name: organisers, zh: 举办者, en: organisers}
//   - {name: participants, zh: 参加者数, en: participants}
//   - {name: letters, zh: 答复数, en: letters}
// tags: [events, years]
// caveat:
//   zh: 只反映已载入的答复；没有说到举办或参加的一届没有状态。
//   en: About the letters loaded only; an edition of which no letter tells who organises or takes part has no status.

MATCH (e:Event)-[x:EDITION_OF]->(s:EventSeries)
WITH DISTINCT s, e
OPTIONAL MATCH (host)-[:ORGANISES]->(e)
WITH s, e, host.name AS host
ORDER BY host
WITH s, e, collect(DISTINCT host) AS hosts

OPTIONAL MATCH (b)-[a:ORGANISES|PARTICIPATES_IN]->(e)
WITH s, e, hosts,
  count(DISTINCT CASE WHEN type(a) = 'PARTICIPATES_IN' THEN b.id END) AS participants,
  count(DISTINCT a.reply) AS letters,
  count(CASE WHEN a.status = 'done' THEN 1 END) AS done,
  count(CASE WHEN a.status = 'ongoing' THEN 1 END) AS ongoing,
  count(CASE WHEN a.status = 'planned' THEN 1 END) AS planned,
  min(CASE WHEN a.status <> 'planned' THEN a.year END) AS held,
  min(CASE WHEN a.status = 'planned' THEN a.year END) AS due,
  collect(DISTINCT a.id) AS acts
MATCH (e)-[x:EDITION_OF]->(s)
WITH s, e, hosts, participants, letters, done, ongoing, planned, held, due, acts,
  collect(x.id) AS editions
RETURN
  s.name AS series,
  e.edition AS edition,
  e.name AS event,
  coalesce(e.year, held, due) AS year,
  CASE
    WHEN done > 0 THEN 'done' WHEN ongoing > 0 THEN 'ongoing' WHEN planned > 0 THEN 'planned'
  END AS status,
  reduce(text = '', h IN hosts | text + CASE WHEN text = '' THEN '' ELSE '; ' END + h)
    AS organisers,
  participants,
  letters,
  editions + acts AS statements
ORDER BY series, s.id, coalesce(year, 9999), coalesce(edition, 9999), e.id
