#!/bin/sh
# Makes the secrets that docker-compose.yml reads, a file each. Never overwrites one.
# Usage: tools/docker/make-secrets.sh [folder]        (default: secrets)
set -eu
folder=${1:-secrets}
# The folder is closed, the files in it are not: containers see a file with its owner and mode, under accounts of their own.
(umask 077 && mkdir -p "$folder")
umask 022
random() { openssl rand -hex 24; }
once() { # file, text
  [ -e "$folder/$1" ] || printf '%s\n' "$2" >"$folder/$1"
}
redis=$(random)
once mysql_root_password "$(random)"
once portal_migration_url "mysql://sluice_migrate:$(random)@mysql:3306/sluice_portal"
once portal_url "mysql://sluice_app:$(random)@mysql:3306/sluice_portal"
once redis_url "redis://:$redis@valkey:6379"
once credential_key "$(openssl rand -base64 32)"
once audit_key "$(openssl genpkey -algorithm ed25519)"
echo "The secrets are in $folder/. Keep credential_key and audit_key somewhere else, too: nothing can replace them."
