// name: article_dates
// answers: From when to when do the articles date?
MATCH (a:Article) WHERE a.published IS NOT NULL
RETURN min(a.published) AS first, max(a.published) AS last
