#!/usr/bin/env bash
# Puts a backup back: restore.sh FILE [--replace]
# Stop the product first. The database is the one of MINISTAGE__DATABASE__URL; unless it is empty,
# --replace must say that what it holds may go.
set -euo pipefail
umask 077

file=${1:?usage: restore.sh FILE [--replace]}
replace=${2:-}
url=${MINISTAGE__DATABASE__URL:?which database? set MINISTAGE__DATABASE__URL}
[ -f "$file" ] || { echo "no file $file" >&2; exit 1; }

not_empty() {
  echo "the database is not empty: add --replace if what it holds may go" >&2
  exit 1
}

case $url in
  postgres://* | postgresql://*)
    tables=$(psql --no-psqlrc --tuples-only --no-align "$url" \
      --command "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    if [ "$tables" != 0 ]; then
      [ "$replace" = --replace ] || not_empty
    fi
    # Read in full before anything goes, then all or nothing: COMMIT is only said once all of it was written.
    # Extensions of the operator's (pg_stat_statements) are not ours to make.
    pg_restore --schema=public --file=/dev/null "$file"
    {
      echo "BEGIN;"
      [ "$tables" = 0 ] || echo "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
      pg_restore --schema=public --no-owner --no-privileges --file=- "$file" | sed '/^CREATE SCHEMA public;$/d' &&
        echo "COMMIT;"
    } | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --output=/dev/null "$url"
    restored=$(psql --no-psqlrc --tuples-only --no-align "$url" \
      --command "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = 'seaql_migrations'")
    [ "$restored" = 1 ] || { echo "nothing was restored: the database is as it was" >&2; exit 1; }
    ;;
  sqlite:*)
    path=${url#sqlite:}; path=${path#//}; path=${path%%\?*}
    if [ -s "$path" ]; then
      [ "$replace" = --replace ] || not_empty
    fi
    [ "$(sqlite3 "$file" 'PRAGMA integrity_check')" = ok ]
    # An empty file is a sound database, too.
    [ "$(sqlite3 "$file" 'SELECT count(*) > 0 FROM seaql_migrations')" = 1 ] ||
      { echo "$file holds no Ministage" >&2; exit 1; }
    cp "$file" "$path.part"
    # The old log must not be played over the new file.
    rm -f "$path-wal" "$path-shm"
    mv "$path.part" "$path"
    ;;
  *) echo "neither postgres:// nor sqlite:" >&2; exit 1 ;;
esac
echo "restored from $file; now: ministage migrate status && ministage doctor"
