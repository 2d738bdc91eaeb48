#!/usr/bin/env bash
# Submits reproduce.cs to a real Slurm on this one machine, and compares its records with those of a run here. As root, with Debian's slurm-wlm; minutes, so not in CI.
#
#   WORKBENCH_DATA=FOLDER tests/slurm.sh                       MNIST → dilated, two seeds
#   WORKBENCH_DATA=FOLDER tests/slurm.sh mnist-to-mnistm,…     these experiments
set -euo pipefail
cd "$(dirname "$0")/.."
for program in sbatch slurmctld slurmd munged; do
  PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || { echo "$program is missing: apt-get install slurm-wlm"; exit 1; }
done
PATH=$PATH:/usr/sbin

work=$(mktemp -d)
export SLURM_CONF=$work/slurm.conf
stop() {
  for id in "$work"/*.pid; do kill "$(cat "$id")" 2>/dev/null || true; done
  for _ in 1 2 3 4 5; do rm -rf "$work" 2>/dev/null && break; sleep 1; done # the daemons write until they end
}
trap stop EXIT
cat > "$SLURM_CONF" <<CONF
ClusterName=one
SlurmctldHost=$(hostname)
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ReturnToService=2
NodeName=$(hostname) CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
mkdir -p "$work/state" "$work/spool" /run/munge
chown munge:munge /run/munge
pgrep munged >/dev/null || su munge -s /bin/sh -c "$(command -v munged)"
slurmctld
slurmd
sinfo

dotnet build scripts/reproduce.cs --output "$work/bin" -v quiet -nologo
options=(--scale smoke --seeds 1..2 --threads 1 --only "${1:-mnist-to-mnist-dilated}")
"$work/bin/reproduce" "${options[@]}" --out "$work/here" >/dev/null
"$work/bin/reproduce" "${options[@]}" --slurm --out "$work/on slurm" | grep -E "Submitted|collected"

# Every record is the same but for when it was made and how long that took.
records() { find "$1" -name runs.jsonl -not -path "*/parts/*" -exec cat {} + | sed 's/,"started":"[^"]*","wallSeconds":[0-9.eE-]*//' | sort; }
diff <(records "$work/here") <(records "$work/on slurm")
[ "$(records "$work/here" | wc -l)" -gt 0 ]
echo "$(records "$work/here" | wc -l) records, the same on Slurm as here"
