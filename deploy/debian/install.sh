#!/usr/bin/env bash
# Installs or replaces Ministage on Debian, as root, from a checkout or the folder of an image:
#   deploy/debian/install.sh BINARY BASE_DOMAIN
# Makes the user, /etc/ministage/env (once; fill it in), the units of serve, work and backup, and Caddy's environment.
# Starts nothing: the next steps are printed. Started again, it replaces programs and units, and keeps the settings.
# ROOT=/folder installs below that folder, for those who build packages, and for the test.
set -euo pipefail

binary=${1:?usage: install.sh BINARY BASE_DOMAIN}
domain=${2:?usage: install.sh BINARY BASE_DOMAIN}
deploy=$(cd "$(dirname "$0")/.." && pwd)
root=${ROOT:-}

if [ -z "$root" ]; then
  getent passwd ministage >/dev/null ||
    useradd --system --user-group --home-dir /var/lib/ministage --shell /usr/sbin/nologin ministage
  owner=(--owner=ministage --group=ministage)
  reader=(--owner=root --group=ministage)
else
  owner=()
  reader=()
fi

install -D --mode=0755 "$binary" "$root/usr/local/bin/ministage"
for script in backup.sh restore.sh database.sh; do
  install -D --mode=0755 "$deploy/$script" "$root/usr/local/lib/ministage/$script"
done
for unit in "$deploy"/systemd/*; do
  install -D --mode=0644 "$unit" "$root/etc/systemd/system/$(basename "$unit")"
done
install -D --mode=0644 "$deploy/../docs/operations.md" "$root/usr/share/doc/ministage/operations.md"
mkdir -p "$root/usr/share/ministage"
cp -R "$deploy/../tenants" "$root/usr/share/ministage/"
install -d --mode=0700 "${owner[@]}" "$root/var/backups/ministage" "$root/var/lib/ministage"

# Holds passwords: root writes it, the service reads it.
install -d --mode=0750 "${reader[@]}" "$root/etc/ministage"
if [ ! -e "$root/etc/ministage/env" ]; then
  sed -e "s/ministage\.example\.fr/$domain/" \
    -e "s/^MINISTAGE__ACCOUNTS__SECRET=$/&$(head --bytes=32 /dev/urandom | od --address-radix=n --format=x1 | tr --delete ' \n')/" \
    -e 's/^# \(MINISTAGE__\(DATABASE__URL\|HEALTH\|BACKUP__FOLDER\)=\)/\1/' \
    "$deploy/env.example" >"$root/etc/ministage/env.new"
  install --mode=0640 "${reader[@]}" "$root/etc/ministage/env.new" "$root/etc/ministage/env"
  rm "$root/etc/ministage/env.new"
fi

# Caddy reads its own file; what the file wants to know comes with its unit.
install -D --mode=0644 "$deploy/Caddyfile" "$root/etc/caddy/Caddyfile.ministage"
install -d --mode=0755 "$root/etc/systemd/system/caddy.service.d"
cat >"$root/etc/systemd/system/caddy.service.d/ministage.conf" <<UNIT
[Service]
Environment=BASE_DOMAIN=$domain UPSTREAM=127.0.0.1:8080 HEALTH_TIMEOUT=45s
UNIT

# In an image that is being built no systemd runs yet.
[ -n "$root" ] || [ ! -d /run/systemd/system ] || systemctl daemon-reload
cat <<NEXT
Installed. Now:
  1. fill in /etc/ministage/env, then: ministage doctor
  2. ministage migrate up && systemctl enable --now ministage.socket ministage ministage-backup.timer
  3. put fullchain.pem and privkey.pem in /certificates, readable by caddy, and
     cp /etc/caddy/Caddyfile.ministage /etc/caddy/Caddyfile && systemctl restart caddy
NEXT
