# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS assets
WORKDIR /srv/monitor/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --omit=dev
COPY frontend/ ./
COPY assets/ ../assets/
COPY dashboard/locale/ ../dashboard/locale/
RUN node build.mjs

FROM python:3.11-slim-bookworm AS build
WORKDIR /srv/monitor
COPY LICENSE README.md constraints.txt pyproject.toml ./
COPY data_loader/ data_loader/
COPY dashboard/ dashboard/
RUN python -m venv /opt/monitor \
    && /opt/monitor/bin/pip install --no-cache-dir --constraint constraints.txt --editable '.[postgres,redis]'
COPY assets/ assets/
COPY --from=assets /srv/monitor/assets/vendor/ assets/vendor/

FROM python:3.11-slim-bookworm
COPY --from=build /opt/monitor/ /opt/monitor/
COPY --from=build /srv/monitor/ /srv/monitor/
RUN install --directory --owner=10001 --group=10001 /var/lib/monitor
ENV PATH=/opt/monitor/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MONITOR_HOST=0.0.0.0 \
    MONITOR_DATABASE_URL=sqlite:////var/lib/monitor/monitor.sqlite
WORKDIR /srv/monitor
USER 10001:10001
VOLUME /var/lib/monitor
EXPOSE 8050
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "dashboard.cli.probe", "healthz"]
CMD ["python", "-m", "dashboard"]
