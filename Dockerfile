# Any image with Node 20 or later and npm serves as base: --build-arg NODE_IMAGE=…
ARG NODE_IMAGE=node:20-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM dependencies AS build
RUN npm ci
COPY tsconfig.json ./
COPY bin bin
COPY lib lib
RUN npm run build -- --declaration false --sourceMap false

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="ovsdb-exporter" \
      org.opencontainers.image.description="Prometheus exporter for Open vSwitch hosts and Contiv" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /src/node_modules node_modules
COPY --from=build /src/dist dist
COPY package.json LICENSE deploy/healthcheck.mjs ./
# A number, so that Kubernetes can verify runAsNonRoot; nothing under /app is writable for it.
USER 65532:65532
# netplugin and ovs modes, netmaster mode
EXPOSE 9004 9005
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "/app/healthcheck.mjs"]
ENTRYPOINT ["node", "/app/dist/bin/ovsdb-exporter.js"]
