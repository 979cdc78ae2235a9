/* seeds-matlab.c - sound MATLAB 5 files, made by libmatio: we write none.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <matio.h>

#include "tests/fuzz/fuzz.h"

static void
put (mat_t *file, matvar_t *variable, enum matio_compression compression)
{
  g_assert_nonnull (variable);
  g_assert_cmpint (Mat_VarWrite (file, variable, compression), ==, 0);
  Mat_VarFree (variable);
}

/* Numbers, text, a structure and a cell; once packed, once not. */
void
fuzz_seed_mat (const char *folder)
{
  for (int is_packed = 0; is_packed < 2; is_packed++) {
    enum matio_compression compression = is_packed ? MAT_COMPRESSION_ZLIB : MAT_COMPRESSION_NONE;
    g_autofree char *path = g_strdup_printf ("%s/%d.mat", folder, is_packed);
    mat_t *file = Mat_CreateVer (path, NULL, MAT_FT_MAT5);
    double numbers[6] = {1, 2.5, -3, 4, 5, 1e9};
    char text[] = "hello";
    size_t dims[2] = {2, 3}, one[2] = {1, 1}, five[2] = {1, 5};
    const char *names[] = {"r", "name"};
    matvar_t *cells[2], *structure;

    g_assert_nonnull (file);
    put (file, Mat_VarCreate ("a", MAT_C_DOUBLE, MAT_T_DOUBLE, 2, dims, numbers, 0), compression);
    put (file, Mat_VarCreate ("text", MAT_C_CHAR, MAT_T_UINT8, 2, five, text, 0), compression);
    structure = Mat_VarCreateStruct ("s", 2, one, names, 2);
    Mat_VarSetStructFieldByName (
        structure, "r", 0, Mat_VarCreate (NULL, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, dims, numbers, 0));
    Mat_VarSetStructFieldByName (structure, "name", 0,
                                 Mat_VarCreate (NULL, MAT_C_CHAR, MAT_T_UINT8, 2, five, text, 0));
    put (file, structure, compression);
    cells[0] = Mat_VarCreate (NULL, MAT_C_CHAR, MAT_T_UINT8, 2, five, text, 0);
    cells[1] = Mat_VarCreate (NULL, MAT_C_CHAR, MAT_T_UINT8, 2, five, text, 0);
    put (file, Mat_VarCreate ("c", MAT_C_CELL, MAT_T_CELL, 2, (size_t[]){1, 2}, cells, 0),
         compression);
    Mat_Close (file);
  }
}
