#!/usr/bin/env bash
# Backs the database up while the product runs: backup.sh FOLDER
# The database is the one of MINISTAGE__DATABASE__URL, else of /etc/ministage/env: postgres://… or sqlite:….
# Keeps KEEP_DAYS days (MINISTAGE__BACKUP__KEEP_DAYS, else 30). Prints the file that it wrote.
set -euo pipefail
umask 077

folder=${1:?usage: backup.sh FOLDER}
# shellcheck source=database.sh
# shellcheck source=database.sh
. "$(dirname "$0")/database.sh"
mkdir -p "$folder"
stamp=$(date --utc +%Y%m%dT%H%M%SZ)
# What a failure leaves is no backup.
trap 'rm -f "${file:-/nonexistent}.part"' EXIT

case $engine in
  postgres)
    file=$folder/ministage-$stamp.pgdump
    # One consistent picture, whatever is written meanwhile.
    pg_dump --format=custom --no-owner --no-privileges --file="$file.part" "$url"
    pg_restore --list "$file.part" >/dev/null
    ;;
  sqlite)
    [ -f "$path" ] || { echo "no file $path" >&2; exit 1; }
    file=$folder/ministage-$stamp.sqlite
    # Never cp: what is still in the -wal file would be missing.
    sqlite3 -cmd ".timeout 10000" "$path" "VACUUM INTO '${file//\'/\'\'}.part'"
    [ "$(sqlite3 "$file.part" 'PRAGMA integrity_check')" = ok ]
    ;;
esac

# Under its own name only once it is whole.
mv "$file.part" "$file"
find "$folder" -maxdepth 1 -name 'ministage-*' -type f -mtime "+${KEEP_DAYS:-${MINISTAGE__BACKUP__KEEP_DAYS:-30}}" -delete
echo "$file"
