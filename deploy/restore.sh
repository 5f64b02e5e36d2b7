#!/usr/bin/env bash
# Puts a backup back: restore.sh FILE [--replace]
# Stop the product first. The database is the one of MINISTAGE__DATABASE__URL; unless it is empty,
# --replace must say that what it holds may go.
set -euo pipefail
umask 077

file=${1:?usage: restore.sh FILE [--replace]}
replace=${2:-}
# shellcheck source=database.sh
# shellcheck source=database.sh
. "$(dirname "$0")/database.sh"
[ -f "$file" ] || { echo "no file $file" >&2; exit 1; }

# Pupils who were erased by word leave a mark; what is restored may know them still. The marks of the database that goes
# are kept beside the backup, and `ministage erasures apply` (or the next start) erases again whom they are of.
marks=${ERASURES:-$(dirname "$file")/erasures.txt}
keep_marks() {
  cat >"$marks.new"
  [ ! -e "$marks" ] || cat "$marks" >>"$marks.new"
  sort -u "$marks.new" >"$marks.part"
  rm "$marks.new"
  if [ -s "$marks.part" ]; then mv "$marks.part" "$marks"; else rm "$marks.part"; fi
}

not_empty() {
  echo "the database is not empty: add --replace if what it holds may go" >&2
  exit 1
}

case $engine in
  postgres)
    tables=$(psql --no-psqlrc --tuples-only --no-align "$url" \
      --command "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    if [ "$tables" != 0 ]; then
      [ "$replace" = --replace ] || not_empty
    fi
    [ "$(head -c 5 "$file")" = PGDMP ] || { echo "$file is no dump of PostgreSQL" >&2; exit 1; }
    # Whole, and of Ministage: this table lies in it.
    pg_restore --list "$file" | grep ' TABLE DATA public seaql_migrations ' >/dev/null ||
      { echo "$file holds no Ministage" >&2; exit 1; }
    if [ "$(psql --no-psqlrc --tuples-only --no-align "$url" --command "SELECT to_regclass('public.tombstones') IS NOT NULL")" = t ]; then
      psql --no-psqlrc --tuples-only --no-align --set=ON_ERROR_STOP=1 "$url" --command \
        "SELECT to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' ' || mark FROM tombstones" | keep_marks
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
  sqlite)
    if [ -s "$path" ]; then
      [ "$replace" = --replace ] || not_empty
    fi
    # A file of zero bytes, or of another kind, is made sound by nobody.
    [ "$(head -c 15 "$file")" = "SQLite format 3" ] || { echo "$file is no SQLite file" >&2; exit 1; }
    [ "$(sqlite3 -readonly "$file" 'PRAGMA integrity_check')" = ok ] || { echo "$file is damaged" >&2; exit 1; }
    # An empty file is a sound database, too.
    [ "$(sqlite3 -readonly "$file" 'SELECT count(*) > 0 FROM seaql_migrations')" = 1 ] ||
      { echo "$file holds no Ministage" >&2; exit 1; }
    if [ -s "$path" ] && [ "$(sqlite3 -readonly "$path" "SELECT count(*) FROM sqlite_schema WHERE name = 'tombstones'" 2>/dev/null || echo 0)" = 1 ]; then
      sqlite3 "$path" "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', erased_at) || ' ' || mark FROM tombstones" | keep_marks
    fi
    mkdir -p "$(dirname "$path")"
    cp "$file" "$path.part"
    # The old log must not be played over the new file.
    rm -f "$path-wal" "$path-shm"
    mv "$path.part" "$path"
    ;;
esac
[ ! -e "$marks" ] || of=" '$marks'"
echo "restored from $file; now: ministage migrate up && ministage erasures apply${of:-} && ministage doctor"
