#!/bin/sh
# Builds static/layout/ from the npm packages named below, in a folder that is given up afterwards. Needs Node 20.
# What it writes is kept in the repository, so that nobody else needs Node.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out="$here/../static/layout"
work=${1:-$(mktemp -d)}
cd "$work"
NO_UPDATE_NOTIFIER=1 npm install --no-audit --no-fund --no-save --ignore-scripts \
    govuk-frontend@6.6.0 @ministryofjustice/frontend@11.1.0 htmx.org@2.0.11 sass@1 >/dev/null
sass="npx sass --no-source-map --style=compressed --quiet-deps --silence-deprecation=import,if-function"
$sass -I node_modules "$here/layout.scss" own.css
$sass --quiet -I . node_modules/@ministryofjustice/frontend/moj/all.scss moj.css
# MOJ Frontend cannot be told which letters and colours to take; its file says so in words that can be replaced.
sed -e 's/"GDS Transport",arial,sans-serif/"Noto Sans","Segoe UI","Liberation Sans",Arial,sans-serif/g' \
    -e 's/@font-face{[^}]*}//g' -e 's/#1d70b8/#0b5f86/g' -e 's/#1a65a6/#0b5f86/g' -e 's/url([^)]*)/none/g' moj.css > moj-ours.css
# The crest and the crown are reserved for the state that they belong to.
sed -e 's/url([^)]*crest[^)]*)/none/g' -e 's/^\xEF\xBB\xBF//' moj-ours.css own.css > "$out/layout.css"
cp node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js "$out/govuk-frontend.js"
cp node_modules/htmx.org/dist/htmx.min.js "$out/htmx.js"
sed -i 's,//# sourceMappingURL=.*$,,' "$out"/*.js
