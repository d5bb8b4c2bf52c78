// title: {zh: 两者之间的联系, en: Connection of two}
// question:
//   zh: 两个实体之间有什么直接关系，或经由哪一个第三者相连？
//   en: How are two entities connected, directly or by way of one third?
// counts:
//   zh: 每行是一种联系：直接的一步，或经由同一个第三者的两步（关系不分方向）；统计支持它的不同陈述；地方、主题、会议几乎与一切相连，不作第三者。
//   en: Each row is one kind of connection, a direct step or two steps by way of one third, whatever their direction; counted are the distinct statements it rests on; places, themes and assemblies, which are tied to nearly everything, are no third.
// params:
//   - {name: a, type: entity, example: 绍兴市文化广电旅游局, zh: 一方, en: one of the two}
//   - {name: b, type: entity, example: 越州师范学院, zh: 另一方, en: the other}
// columns:
//   - {name: steps, zh: 步数, en: steps}
//   - {name: first, zh: 第一步关系, en: first relation}
//   - {name: middle, zh: 第三者, en: by way of}
//   - {name: type, zh: 类型, en: type}
//   - {name: second, zh: 第二步关系, en: second relation}
//   - {name: links, zh: 陈述数, en: statements}
//   - {name: first_year, zh: 最早年份, en: first year}
//   - {name: last_year, zh: 最晚年份, en: last year}
// tags: [entity, paths]
// caveat:
//   zh: 最多两步；更长的最短路径用 `wenmai analyse paths`。同在一封答复里被提及也是一种联系，但说明不了什么。
//   en: Two steps at most; `wenmai analyse paths` finds longer ones. To be mentioned in one letter is a connection too, if a weak one.

MATCH (a:Entity {id: $a})-[r]-(m)
WHERE $a <> $b AND m.id <> $a
  AND (m.id = $b OR none(l IN labels(m) WHERE l IN ['Place', 'Theme', 'Assembly']))
OPTIONAL MATCH (m)-[s]-(b:Entity {id: $b})
WHERE m.id <> $b
WITH r, m, s
WHERE m.id = $b OR s IS NOT NULL
WITH
  CASE WHEN s IS NULL THEN 1 ELSE 2 END AS steps,
  type(r) AS first,
  CASE WHEN s IS NULL THEN null ELSE m END AS third,
  type(s) AS second,
  [{id: r.id, year: r.year}, {id: s.id, year: s.year}] AS acts
UNWIND acts AS act
WITH steps, first, third, second,
  count(DISTINCT act.id) AS links,
  min(act.year) AS first_year,
  max(act.year) AS last_year,
  collect(DISTINCT act.id) AS statements
RETURN
  steps,
  first,
  third.name AS middle,
  CASE WHEN steps = 2 THEN [l IN labels(third) WHERE l <> 'Entity'][0] END AS type,
  second,
  links,
  first_year,
  last_year,
  statements
ORDER BY steps, links DESC, coalesce(middle, ''), coalesce(third.id, ''), first, coalesce(second, '')
