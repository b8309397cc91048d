#!/bin/sh
# Run once by the MySQL image, on an empty data folder: the portal's two schemas and its two accounts. The running account
# may add to the audit and read it, never change it. The passwords are those inside the two addresses.
set -eu

password_of() { # mysql://user:password@host:port/schema
  sed -e 's#^mysql://[^:]*:##' -e 's#@[^@]*$##' "$1"
}
migrate=$(password_of /run/secrets/portal_migration_url)
app=$(password_of /run/secrets/portal_url)
for password in "$migrate" "$app"; do
  case "$password" in
    '' | *[!A-Za-z0-9_.~-]*)
      echo 'The passwords in the portal addresses must be of letters, digits and _ . ~ - only' >&2
      exit 1
      ;;
  esac
done

MYSQL_PWD=$(cat /run/secrets/mysql_root_password) mysql --user=root <<SQL
CREATE DATABASE IF NOT EXISTS sluice_portal CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
CREATE DATABASE IF NOT EXISTS sluice_audit CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
CREATE USER 'sluice_migrate'@'%' IDENTIFIED BY '$migrate';
CREATE USER 'sluice_app'@'%' IDENTIFIED BY '$app';
GRANT ALL ON \`sluice\\_portal\`.* TO 'sluice_migrate'@'%';
GRANT ALL ON \`sluice\\_audit\`.* TO 'sluice_migrate'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON \`sluice\\_portal\`.* TO 'sluice_app'@'%';
GRANT SELECT, INSERT ON \`sluice\\_audit\`.* TO 'sluice_app'@'%';
GRANT ALL ON \`sluice\\_rehearsal\\_%\`.* TO 'sluice_app'@'%';
SQL
