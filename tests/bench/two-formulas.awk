# SPDX-License-Identifier: GPL-3.0-or-later
# Body surface (Mosteller) and clearance (Cockcroft–Gault) of the benchmark's file, and nothing else.
BEGIN { FS = ","; OFS = "," }
NR == 1 { print "case_id", "bsa_m2", "crcl_ml_min"; next }
{
    bsa = sqrt($6 * $7 / 3600)
    crcl = $8 > 0 ? (140 - $5) * $7 / (72 * $8) * ($4 == "F" ? 0.85 : 1) : 0
    printf "%s,%.2f,%.1f\n", $1, bsa, crcl
}
