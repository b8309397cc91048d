# One image, three commands: api (default), `node apps/api/dist/worker.js`, `node apps/api/dist/migrate.js`.
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
ENV NX_DAEMON=false CI=true

# The manifests alone, so that the installed packages stay in the layer cache when only sources change.
FROM base AS manifests
COPY . /source
RUN cd /source && find . -name package.json -not -path '*/node_modules/*' -exec cp --parents {} /app/ \; \
  && cp package-lock.json .npmrc /app/

FROM base AS build
COPY --from=manifests /app ./
RUN npm ci --no-progress
COPY . .
RUN npx nx run-many -t build

FROM base AS runtime-packages
COPY --from=manifests /app ./
RUN npm ci --omit=dev --no-progress --workspace=@sluice/api --include-workspace-root=false

FROM base AS runtime
# The heap's bounds are those of tools/start/src/processes.ts, with their reason.
ENV NODE_ENV=production NODE_OPTIONS="--max-old-space-size=768 --max-semi-space-size=16" SLUICE_WEB_FOLDER=/app/apps/web/dist SLUICE_AUDIT_HEADS_FILE=/var/lib/sluice/audit-heads.jsonl
RUN install -d -o node -g node /var/lib/sluice
COPY --from=runtime-packages /app ./
COPY --from=build /app/libs ./libs
COPY --from=build /app/migrations ./migrations
COPY --from=build /app/apps/api/dist ./apps/api/dist
COPY --from=build /app/apps/web/dist ./apps/web/dist
COPY tools/docker/entrypoint.sh /usr/local/bin/sluice-entrypoint
USER node
EXPOSE 8470
VOLUME /var/lib/sluice
ENTRYPOINT ["sluice-entrypoint"]
CMD ["node", "apps/api/dist/main.js"]
