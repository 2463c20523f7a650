# The image holds one static binary, the certificates it needs to reach a mail server
# or an object store, and an empty data folder. No shell, no package manager.

FROM node:20-bookworm-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd/ cmd/
COPY configs/ configs/
COPY internal/ internal/
COPY frontend/ frontend/
COPY --from=frontend /src/frontend/dist/ frontend/dist/
# Static, with SQLite's C code linked in; what would need the C library at run time
# (name service, loadable extensions) is compiled out.
RUN CGO_ENABLED=1 go build -trimpath \
    -tags "netgo osusergo sqlite_omit_load_extension" \
    -ldflags '-s -w -linkmode external -extldflags "-static"' \
    -o /wbl ./cmd/wbl
RUN mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /wbl /wbl
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
ENTRYPOINT ["/wbl"]
CMD ["serve"]
