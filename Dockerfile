# The program alone, of some 40 MB. Build it with `docker build -t brochure .`, and run it on the project in the current
# folder with `docker run --rm -v "$PWD:/project" -u "$(id -u):$(id -g)" brochure`.
FROM docker.io/library/rust:1-alpine AS build
RUN apk add --no-cache build-base
COPY . /source
RUN cd /source && cargo build --release --locked --bin brochure
FROM scratch
COPY --from=build /source/target/release/brochure /brochure
WORKDIR /project
ENTRYPOINT ["/brochure"]
