# shellcheck shell=bash disable=SC2034
# Read by backup.sh and restore.sh: the database of MINISTAGE__DATABASE__URL, else of /etc/ministage/env.
# Sets $engine, and $url or $path. A password goes through the environment: what stands on a command line, every
# user of the machine can read.

if [ -z "${MINISTAGE__DATABASE__URL:-}" ] && [ -r /etc/ministage/env ]; then
  MINISTAGE__DATABASE__URL=$(sed -n 's/^MINISTAGE__DATABASE__URL=//p' /etc/ministage/env | tail -n 1)
fi
url=${MINISTAGE__DATABASE__URL:?which database? set MINISTAGE__DATABASE__URL}

case $url in
  postgres://* | postgresql://*)
    engine=postgres
    rest=${url#*://}
    authority=${rest%%[/?]*}
    behind=${rest#"$authority"}
    case $authority in
      *:*@*)
        user=${authority%%:*}
        password=${authority#*:}
        password=${password%@*}
        # %40 is @: printf reads \x40.
        password=${password//\\/\\\\}
        PGPASSWORD=$(printf '%b' "${password//%/\\x}")
        export PGPASSWORD
        url=postgres://$user@${authority##*@}$behind
        ;;
    esac
    ;;
  sqlite:*)
    engine=sqlite
    path=${url#sqlite:}; path=${path#//}; path=${path%%\?*}
    ;;
  *) echo "neither postgres:// nor sqlite:" >&2; exit 1 ;;
esac
