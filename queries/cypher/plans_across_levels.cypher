// title: {zh: 贯通多个层级的规划政策, en: Plans across levels}
// question:
//   zh: 哪些规划政策由一个层级印发、又由其他层级落实，或由多个层级共同推行？
//   en: Which plans are issued at one level of government and followed at others?
// counts:
//   zh: 每行是一项规划政策；统计印发者、落实者和规划政策自身的不同层级；名单取不同名称，层级不明的不计入层级数。
//   en: Each row is one plan; counted are the distinct levels of who issues it, who follows it and of the plan itself; what has no known level adds none.
// params:
//   - {name: min_levels, type: integer, default: 2, example: 3, zh: 最少层级数, en: least number of levels}
// columns:
//   - {name: plan, zh: 规划政策, en: plan}
//   - {name: level_count, zh: 层级数, en: number of levels}
//   - {name: levels, zh: 层级, en: levels}
//   - {name: issuers, zh: 印发者, en: issuers}
//   - {name: followers, zh: 落实者, en: followers}
//   - {name: first_year, zh: 最早年份, en: first year}
//   - {name: last_year, zh: 最晚年份, en: last year}
// tags: [plans, levels]
// caveat:
//   zh: 只反映已载入的答复；年份是印发、落实的陈述所说年份；计划中的印发、落实也算。
//   en: About the letters loaded only; the years are those that the statements give; what is only planned counts too.

MATCH (b)-[a:ISSUES|FOLLOWS]->(p:Plan)
UNWIND [b.level, p.level] AS level
WITH p, collect(DISTINCT level) AS found,
  min(a.year) AS first_year, max(a.year) AS last_year, collect(DISTINCT a.id) AS statements
WHERE size(found) >= $min_levels
OPTIONAL MATCH (i)-[:ISSUES]->(p)
WITH p, found, first_year, last_year, statements, i.name AS issuer
ORDER BY issuer
WITH p, found, first_year, last_year, statements, collect(DISTINCT issuer) AS issuers
OPTIONAL MATCH (f)-[:FOLLOWS]->(p)
WITH p, found, first_year, last_year, statements, issuers, f.name AS follower
ORDER BY follower
WITH p, found, first_year, last_year, statements, issuers, collect(DISTINCT follower) AS followers
RETURN
  p.name AS plan,
  size(found) AS level_count,
  reduce(
    text = '',
    l IN [l IN ['national', 'province', 'prefecture', 'county', 'township'] WHERE l IN found] |
    text + CASE WHEN text = '' THEN '' ELSE ', ' END + l
  ) AS levels,
  reduce(text = '', n IN issuers | text + CASE WHEN text = '' THEN '' ELSE '; ' END + n) AS issuers,
  reduce(text = '', n IN followers | text + CASE WHEN text = '' THEN '' ELSE '; ' END + n)
    AS followers,
  first_year,
  last_year,
  statements
ORDER BY level_count DESC, plan, p.id
