"""Who: actors, people and countries, their names, posts, standing and relations."""
