// title: {zh: 各年计划与完成, en: Planned and done by year}
// question:
//   zh: 各年的答复说了多少项计划、进行中和已完成的工作？
//   en: How many acts do the letters of each year report as planned, ongoing and done?
// counts:
//   zh: 每行是一个来信年份；统计该年答复里的动作陈述，两封答复说同一件事算两条。
//   en: Each row is one year of letters; counted are the statements of acts in the letters of that year; two letters that say the same count twice.
// columns:
//   - {name: year, zh: 来信年份, en: year of the letters}
//   - {name: letters, zh: 答复数, en: letters}
//   - {name: planned, zh: 计划中, en: planned}
//   - {name: ongoing, zh: 进行中, en: ongoing}
//   - {name: done, zh: 已完成, en: done}
//   - {name: acts, zh: 合计, en: all}
// tags: [promises, years]
// caveat:
//   zh: 只反映已载入的答复；没有动作陈述的答复不计；年份不明的排在最后。
//   en: About the letters loaded only; a letter that states no act does not count; letters without a year come last.

MATCH ()-[a]->()
WHERE a.status IS NOT NULL
MATCH (letter:Reply {id: a.reply})
RETURN
  letter.year AS year,
  count(DISTINCT letter.id) AS letters,
  count(CASE WHEN a.status = 'planned' THEN 1 END) AS planned,
  count(CASE WHEN a.status = 'ongoing' THEN 1 END) AS ongoing,
  count(CASE WHEN a.status = 'done' THEN 1 END) AS done,
  count(a.id) AS acts,
  collect(a.id) AS statements
ORDER BY coalesce(year, 9999)
