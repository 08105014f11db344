# The dependencies are installed apart, so that a change of our own files does not install them anew.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The Node of this image is used: the optional one from npm is left out.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    NODE_OPTIONS=--disable-warning=ExperimentalWarning \
    DATABASE_URL=sqlite:/data/cauda.db
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE NOTICE ./
COPY cards ./cards
COPY fhir-fixtures/patients ./fhir-fixtures/patients
COPY src ./src
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
