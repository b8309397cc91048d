#!/bin/sh
# Addresses hold passwords, so they may come as files: SLUICE_PORTAL_URL_FILE=/run/secrets/… becomes SLUICE_PORTAL_URL.
set -eu
for name in SLUICE_PORTAL_URL SLUICE_PORTAL_MIGRATION_URL SLUICE_REDIS_URL SLUICE_DIGEST_MYSQL_URL; do
  eval "file=\${${name}_FILE:-}"
  [ -n "$file" ] || continue
  [ -r "$file" ] || { echo "${name}_FILE names $file, which cannot be read" >&2; exit 1; }
  export "$name=$(cat "$file")"
  unset "${name}_FILE"
done
exec "$@"
