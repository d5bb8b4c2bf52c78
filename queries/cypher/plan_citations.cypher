// title: {zh: 规划政策的引用, en: Citations of plans}
// question:
//   zh: 哪些规划政策被多封答复引用，由多少主体印发、落实？
//   en: Which plans do letters cite, and how many bodies issue and follow them?
// counts:
//   zh: 每行是一项规划政策；统计提及它或说到它的动作的不同答复及来信年份，以及印发它、落实它的不同主体。
//   en: Each row is one plan; counted are the distinct letters that mention it or tell of an act on it, with their years, and the distinct bodies that issue and that follow it.
// params:
//   - {name: min_letters, type: integer, default: 1, example: 2, zh: 最少答复数, en: least number of letters}
// columns:
//   - {name: plan, zh: 规划政策, en: plan}
//   - {name: level, zh: 层级, en: level}
//   - {name: letters, zh: 答复数, en: letters}
//   - {name: issuers, zh: 印发者数, en: issuers}
//   - {name: followers, zh: 落实者数, en: followers}
//   - {name: first_year, zh: 最早来信年份, en: first year}
//   - {name: last_year, zh: 最晚来信年份, en: last year}
// tags: [plans, years]
// caveat:
//   zh: 只反映已载入的答复；没有年份的答复计入答复数、不计入年份。
//   en: About the letters loaded only; a letter without a year counts as a letter, but to no year.

MATCH (x)-[e]->(p:Plan)
MATCH (letter:Reply {id: e.reply})
WITH p,
  count(DISTINCT letter.id) AS letters,
  count(DISTINCT CASE WHEN type(e) = 'ISSUES' THEN x.id END) AS issuers,
  count(DISTINCT CASE WHEN type(e) = 'FOLLOWS' THEN x.id END) AS followers,
  min(letter.year) AS first_year,
  max(letter.year) AS last_year,
  collect(DISTINCT e.id) AS statements
WHERE letters >= $min_letters
RETURN
  p.name AS plan,
  p.level AS level,
  letters,
  issuers,
  followers,
  first_year,
  last_year,
  statements
ORDER BY letters DESC, plan, p.id
