# The dependencies are installed apart, so that a change of our own files does not install them anew.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The Node of this image is used: the optional one from npm is left out.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-slim
ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Cauda" \
      org.opencontainers.image.description="CDS Hooks service: advisory cards about lumbar spine MRI" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
# Nothing is written outside /data: the root may be read-only. `/tmp` is for npm's own notes, if it is used.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    NODE_OPTIONS=--disable-warning=ExperimentalWarning \
    NPM_CONFIG_CACHE=/tmp/.npm \
    NPM_CONFIG_UPDATE_NOTIFIER=false \
    DATABASE_URL=sqlite:/data/cauda.db
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE NOTICE ./
COPY cards ./cards
COPY fhir-fixtures/patients ./fhir-fixtures/patients
COPY src ./src
# For those who run it: node scripts/check-config.ts, scripts/doctor.ts, scripts/backup.ts, …
COPY scripts/check-config.ts scripts/doctor.ts scripts/backup.ts ./scripts/
COPY scripts/report.ts scripts/replay.ts scripts/replay-worker.ts ./scripts/
COPY scripts/recall.ts scripts/explain.ts scripts/explain-at.ts scripts/export.ts ./scripts/
COPY scripts/silent-trial.ts scripts/tree-at.ts ./scripts/
# Any user may run it: files are readable by all, and /data is writable for the group 0 that arbitrary
# users of OpenShift belong to.
RUN mkdir -m 0775 /data && chown 1000:0 /data
VOLUME /data
USER 1000:0
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
