# syntax=docker/dockerfile:1
FROM node:24-trixie-slim AS assets
WORKDIR /srv/monitor/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --omit=dev
COPY frontend/ ./
COPY assets/ ../assets/
COPY dashboard/locale/ ../dashboard/locale/
RUN node build.mjs

FROM python:3.13-slim-trixie AS build
WORKDIR /srv/monitor
COPY requirements.txt ./
RUN python -m venv /opt/monitor \
    && /opt/monitor/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY LICENSE README.md hatch_build.py pyproject.toml ./
COPY data_loader/ data_loader/
COPY dashboard/ dashboard/
COPY docs/method.md docs/
COPY assets/ assets/
COPY --from=assets /srv/monitor/assets/vendor/ assets/vendor/
RUN /opt/monitor/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim-trixie
# For PDF by `export`: docker build --build-arg CHROMIUM=yes
ARG CHROMIUM=""
# hadolint ignore=DL3008
RUN if [ -n "$CHROMIUM" ]; then \
        apt-get update \
        && apt-get install --yes --no-install-recommends chromium fonts-liberation \
        && rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=build /opt/monitor/ /opt/monitor/
RUN install --directory --owner=10001 --group=10001 /var/lib/monitor
ENV PATH=/opt/monitor/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MONITOR_HOST=0.0.0.0 \
    MONITOR_DATABASE_URL=sqlite:////var/lib/monitor/monitor.sqlite
WORKDIR /var/lib/monitor
USER 10001:10001
VOLUME /var/lib/monitor
EXPOSE 8050
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "dashboard.cli.probe", "healthz"]
CMD ["python", "-m", "dashboard"]
