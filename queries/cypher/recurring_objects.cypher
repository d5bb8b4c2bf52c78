// title: {zh: 历年反复出现的对象, en: What recurs over the years}
// question:
//   zh: 哪些项目、活动、规划、机构在多个年份的答复里都有动作？
//   en: On which projects, events, plans and bodies do letters of several years report acts?
// counts:
//   zh: 每行是一个对象；统计以它为对象的动作所在的不同答复、来信年份和不同主体，没有年份的答复不计。
//   en: Each row is one object; counted are the distinct letters that tell of an act on it, their years, and the distinct actors; letters without a year are left out.
// params:
//   - {name: min_years, type: integer, default: 2, example: 3, zh: 最少年份数, en: least number of years}
// columns:
//   - {name: object, zh: 对象, en: object}
//   - {name: type, zh: 类型, en: type}
//   - {name: years, zh: 来信年份, en: years of the letters}
//   - {name: year_count, zh: 年份数, en: number of years}
//   - {name: letters, zh: 答复数, en: letters}
//   - {name: actors, zh: 主体数, en: actors}
// tags: [initiatives, events, plans, years]
// caveat:
//   zh: 只反映已载入的答复；年份是来信的年份，不是事情的年份。
//   en: About the letters loaded only; the years are those of the letters, not of the acts.

MATCH (b)-[a]->(o)
WHERE a.status IS NOT NULL
MATCH (letter:Reply {id: a.reply})
WHERE letter.year IS NOT NULL
WITH o, letter.year AS year, b, a
ORDER BY year
WITH o,
  collect(DISTINCT year) AS all_years,
  count(DISTINCT a.reply) AS letters,
  count(DISTINCT b.id) AS actors,
  collect(DISTINCT a.id) AS statements
WHERE size(all_years) >= $min_years
RETURN
  o.name AS object,
  [l IN labels(o) WHERE l <> 'Entity'][0] AS type,
  reduce(text = '', y IN all_years |
    text + CASE WHEN text = '' THEN '' ELSE ', ' END + toString(y)) AS years,
  size(all_years) AS year_count,
  letters,
  actors,
  statements
ORDER BY year_count DESC, letters DESC, object, o.id
