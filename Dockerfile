# The image of jobsim: one static binary on an empty root.
#
# It builds with BuildKit and with the classic builder that Debian's docker.io still has, so it uses only what both support:
# no cache mounts, no heredocs, no `# syntax` line.

# A release builds with --build-arg GO_VERSION of the exact Go that made its binaries; the same sources and the same Go give
# the same binary.
ARG GO_VERSION=1.26

# The toolchain runs on the machine that builds and cross-compiles; only the last stage is of the target platform. The
# classic builder does not set BUILDPLATFORM: "linux" then means this machine.
FROM --platform=${BUILDPLATFORM:-linux} golang:${GO_VERSION} AS build

WORKDIR /src

# A layer of its own: it is fetched again only when the dependencies change.
COPY go.mod go.sum ./
RUN go mod download

COPY . .

# The classic builder leaves TARGETOS and TARGETARCH empty, and for Go empty means this machine.
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=dev
RUN CGO_ENABLED=0 GOOS=${TARGETOS} GOARCH=${TARGETARCH} \
    go build -trimpath -buildvcs=false -ldflags "-s -w -X main.stamp=${VERSION}" -o /out/jobsim ./cmd/jobsim \
    && mkdir /out/certs

FROM scratch

ARG VERSION=dev
ARG REVISION=
LABEL org.opencontainers.image.title="jobsim" \
      org.opencontainers.image.description="An emulator of cloud APIs whose long-running jobs a client polls: NetApp Element, EVS, DRS and SDRS" \
      org.opencontainers.image.source="https://github.com/jobsim/jobsim" \
      org.opencontainers.image.documentation="https://github.com/jobsim/jobsim#readme" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

COPY --from=build /out/jobsim /jobsim

# Where a volume can be mounted for JOBSIM_CA_FILE=/certs/ca.pem: a new volume takes the owner of the folder that it covers,
# and jobsim is not root.
COPY --from=build --chown=65532:65532 /out/certs /certs

# Outside a container jobsim listens on loopback only; in one that would be out of reach. It is the host alone that is set
# here, so that JOBSIM_LISTEN and PORT do what they do elsewhere.
ENV JOBSIM_HOST=0.0.0.0
EXPOSE 8080 8443

# Numbers, since an empty root has no /etc/passwd, and so that Kubernetes can see that it is not root.
USER 65532:65532

# The first probe comes one interval after the start, so a short interval is what makes `service_healthy` quick.
# --start-interval would be the finer tool, but builders before Docker 25 refuse the whole file for it. And there is no
# --start-period on purpose: with one, newer engines probe every --start-interval until it is over, and that is 5s unless
# set. Ten retries give a slow start the same grace. Where 25 or newer runs it, a probe may be made cheaper by
#   docker run --health-interval=30s --health-start-period=10s --health-start-interval=100ms
HEALTHCHECK --interval=1s --timeout=2s --retries=10 CMD ["/jobsim", "healthcheck"]

ENTRYPOINT ["/jobsim"]
CMD ["serve"]
