# The Platform API from what was built before (npm run build): no package registry is asked. The editor's extension
# carries it so. Build context: the root of the platform.

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# As in the other Dockerfile: the volume takes the mode of this folder.
RUN mkdir -m 0777 /data
COPY dist/server ./
EXPOSE 5050
CMD ["node", "main.js"]
