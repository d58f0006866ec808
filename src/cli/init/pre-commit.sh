#!/bin/sh
# Written by `cll init --hook`. No commit is made of files in which `cll check` would find an error;
# `git commit --no-verify` makes it all the same.
set -eu
folder=FOLDER
top=$(git rev-parse --show-toplevel)
# What would be committed, as a commit of its own.
tree=$(git write-tree)
if git rev-parse --quiet --verify HEAD >/dev/null
then
    commit=$(git commit-tree -p HEAD -m cll "$tree")
else
    commit=$(git commit-tree -m cll "$tree")
fi
unset $(git rev-parse --local-env-vars)
# What is private is in this folder alone.
cll --quiet -C "$top/$folder" check --only private-leak,private-link,private-tracked,private-unignored
staged=$(mktemp -d)
trap 'git -C "$top" worktree remove --force "$staged/files"; rmdir "$staged"' EXIT
trap 'exit 1' HUP INT TERM
git -C "$top" -c core.hooksPath=/dev/null worktree add --quiet --detach "$staged/files" "$commit"
cll -C "$staged/files/$folder" check
