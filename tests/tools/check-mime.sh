#!/bin/sh
# check-mime.sh - the desktop tells our formats apart as our MIME types say: check-mime.sh MIME-XML
# SPDX-License-Identifier: BSD-3-Clause
set -eu

for tool in update-mime-database gio xmllint; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 77; }
done
xmllint --noout "$1"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/data/mime/packages" "$folder/files"
cp "$1" "$folder/data/mime/packages/"
export XDG_DATA_HOME="$folder/data"
update-mime-database "$folder/data/mime" >/dev/null 2>&1
cd "$folder/files"

status=0
# Tests that the file named first, with the bytes printed by the rest, is of the type named second.
is ()
{
  file=$1 expected=$2
  shift 2
  "$@" >"$file"
  found=$(gio info -a standard::content-type "$file" | sed -n 's/^ *standard::content-type: //p')
  [ "$found" = "$expected" ] || { echo "$file: found $found, expected $expected"; status=1; }
}

nifti1 ()
{
  printf '\134\001\000\000'
  head -c 340 /dev/zero
  printf 'n+1\000'
}

is study.calcarine application/x-calcarine-session printf '{}'
is brain.nii application/x-nifti nifti1
is nameless application/x-nifti nifti1
is nameless2 application/x-nifti printf '\034\002\000\000n+2\000\r\n\032\nrest'
is brain.nii.gz application/x-nifti-gz printf '\037\213\010'
is map.dscalar.nii application/x-cifti nifti1
is lh.surf.gii application/x-gifti+xml printf '<?xml version="1.0"?>\n<GIFTI Version="1.0"></GIFTI>\n'
is lh.pial application/x-freesurfer-surface printf '\377\377\376created by'
is lh.curv application/x-freesurfer-curv printf '\377\377\377\000'
is lh.aparc.annot application/x-freesurfer-annot printf '\000\000'
is lh.V1.label application/x-freesurfer-label printf '#!ascii label\n0\n'
is orig.mgz application/x-freesurfer-mgz printf '\037\213\010'
is scores.npy application/x-numpy-array printf '\223NUMPY\001\000'
is scores.npz application/x-numpy-archive printf 'PK\003\004'
is scores.h5 application/x-hdf5 printf '\211HDF\r\n\032\n'
exit "$status"
