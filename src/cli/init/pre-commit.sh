#!/bin/sh
# Written by `cll init --hook`. No commit is made of files in which `cll check` would find an error;
# `git commit --no-verify` and `git merge --no-verify` make it all the same.
set -eu
folder=FOLDER
top=$(git rev-parse --show-toplevel)
own=$(git rev-parse --absolute-git-dir)
# What would be committed, as a commit of its own.
tree=$(git write-tree)
if git rev-parse --quiet --verify HEAD >/dev/null
then
    commit=$(git commit-tree -p HEAD -m cll "$tree")
else
    commit=$(git commit-tree -m cll "$tree")
fi
unset $(git rev-parse --local-env-vars)
umask 077
staged=$(mktemp -d "$own/cll-XXXXXX")
end() {
    refused=$?
    git -C "$top" worktree remove --force "$staged/files" 2>/dev/null || true
    rm -rf "$staged"
    if [ "$refused" != 0 ]
    then
        echo "$0" >&2
    fi
}
trap end EXIT
trap 'exit 1' HUP INT TERM
git -C "$top" -c core.hooksPath=/dev/null worktree add --quiet --detach "$staged/files" "$commit"
# What is private no commit has; of a worktree, the one that the repository began with has it.
private=$top/$folder/private
if [ ! -d "$private" ]
then
    first=$(git -C "$top" worktree list --porcelain | sed -n '1s/^worktree //p')
    private=$first/$folder/private
fi
# Links lead to files, and files that are staged are those that count.
if [ -d "$private" ]
then
    mkdir -p "$staged/files/$folder/private"
    find -L "$private" -maxdepth 1 -type f -exec sh -c '
        for file do [ -e "$0/${file##*/}" ] || cp "$file" "$0/"; done
    ' "$staged/files/$folder/private" {} +
fi
cll -C "$staged/files/$folder" check
