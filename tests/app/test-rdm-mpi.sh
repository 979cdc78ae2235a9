#!/bin/sh
# test-rdm-mpi.sh - one process, two and three write the same bytes: test-rdm-mpi.sh CALCARINE CALCARINE-MPI MAKE-PATTERNS
# SPDX-License-Identifier: BSD-3-Clause
set -u

calcarine=$(realpath "$1")
calcarine_mpi=$(realpath "$2")
make_patterns=$(realpath "$3")

command -v mpirun >/dev/null || { echo "1..0 # SKIP mpirun is not there"; exit 0; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
# As root in a container, on fewer cores than processes: Open MPI asks to be told.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
number=0
failed=0

tell ()
{
  number=$((number + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $number - $2"
  else
    echo "not ok $number - $2"
    failed=1
  fi
}

# compare SUFFIX OPTION...: what the options give is the same bytes, whoever computes it.
compare ()
{
  out=$1
  shift
  "$calcarine" rdm "$@" -o "one.$out" >one.txt || { tell 1 "calcarine rdm $*"; return; }
  for n in 1 2 3; do
    rm -f "many.$out"
    mpirun -n "$n" "$calcarine_mpi" rdm "$@" -o "many.$out" >many.txt 2>many.err
    cmp "one.$out" "many.$out"
    tell $? "$n processes: rdm $*"
  done
}

"$make_patterns" "$folder" || { echo "Bail out! no patterns"; exit 1; }
echo "1..24"
compare npy patterns.h5:/patterns
compare npy patterns.h5:/patterns --precision single -d euclidean
compare npy patterns.h5:/patterns --memory 1
compare npy patterns.h5:/turned --transpose -d cosine
compare npy patterns.npy -d euclidean-root
compare h5 patterns.h5:/patterns -c conditions.csv -l id -r run -d crossnobis --noise multivariate

# Each process compares its share of a searchlight's centres with the model.
light="patterns.npy -m model.npy --surface band.surf.gii -n 9 --method pearson"
"$calcarine" rdm patterns.npy -d euclidean -o model.npy >/dev/null
# shellcheck disable=SC2086
"$calcarine" searchlight $light -o one-map.npy >one.txt
for n in 1 2 3; do
  rm -f many-map.npy
  # shellcheck disable=SC2086
  mpirun -n "$n" "$calcarine_mpi" searchlight $light -o many-map.npy >many.txt 2>many.err
  cmp one-map.npy many-map.npy && [ "$(sed 's/one-map//; s/, [^,]* s$//' one.txt)" = "$(sed 's/many-map//; s/, [^,]* s$//' many.txt)" ]
  tell $? "$n processes: searchlight"
done

# A report says how many worked on it, once; what is wrong is said once too.
mpirun -n 2 "$calcarine_mpi" rdm patterns.npy -o many.npy --json >many.txt 2>many.err
[ "$(grep -c '"processes":2' many.txt)" = 1 ]
tell $? "one report"
mpirun -n 2 "$calcarine_mpi" rdm patterns.npy -d crossnobis -o never.npy >many.txt 2>many.err
status=$?
[ "$status" -ne 0 ] && [ ! -e never.npy ] && [ "$(grep -c 'needs folds' many.err)" = 1 ]
tell $? "one complaint"
mpirun -n 2 "$calcarine_mpi" rdm --help 2>/dev/null | grep -c '^Usage' | grep -q '^1$'
tell $? "one help"
exit $failed
