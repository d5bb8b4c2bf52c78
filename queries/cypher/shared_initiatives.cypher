// title: {zh: 多方参与的项目平台, en: Shared initiatives}
// question:
//   zh: 哪些项目平台有多个主体参与（建设、投入、设立、引进等）？
//   en: On which initiatives do several bodies act (build, fund, establish, attract …)?
// counts:
//   zh: 每行是一个项目平台；统计以它为对象的动作的不同主体、说到它们的不同答复和陈述所说年份。
//   en: Each row is one initiative; counted are the distinct actors of the acts on it, the distinct letters that tell of them, and the years that the statements give.
// params:
//   - {name: min_bodies, type: integer, default: 2, example: 3, zh: 最少主体数, en: least number of bodies}
// columns:
//   - {name: initiative, zh: 项目平台, en: initiative}
//   - {name: body_count, zh: 主体数, en: number of bodies}
//   - {name: bodies, zh: 主体, en: bodies}
//   - {name: letters, zh: 答复数, en: letters}
//   - {name: first_year, zh: 最早年份, en: first year}
//   - {name: last_year, zh: 最晚年份, en: last year}
// tags: [initiatives, years]
// caveat:
//   zh: 只反映已载入的答复；主体系推断的陈述也算。
//   en: About the letters loaded only; statements whose actor is inferred count too.

MATCH (b)-[a]->(i:Initiative)
WHERE a.status IS NOT NULL
WITH i, b, a
ORDER BY b.name
WITH i,
  count(DISTINCT b.id) AS body_count,
  collect(DISTINCT b.name) AS names,
  count(DISTINCT a.reply) AS letters,
  min(a.year) AS first_year,
  max(a.year) AS last_year,
  collect(DISTINCT a.id) AS statements
WHERE body_count >= $min_bodies
RETURN
  i.name AS initiative,
  body_count,
  reduce(text = '', n IN names | text + CASE WHEN text = '' THEN '' ELSE '; ' END + n) AS bodies,
  letters,
  first_year,
  last_year,
  statements
ORDER BY body_count DESC, letters DESC, initiative, i.id
