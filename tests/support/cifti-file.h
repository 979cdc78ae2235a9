/* cifti-file.h - CIFTI-2 files made byte by byte, sound or not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Maps of the rows: of two scalars, of two times, of two tables of labels. */
#define CIFTI_FILE_SCALARS                                                             \
  "<MatrixIndicesMap AppliesToMatrixDimension=\"0\" "                                  \
  "IndicesMapToDataType=\"CIFTI_INDEX_TYPE_SCALARS\"><NamedMap><MapName>one</MapName>" \
  "</NamedMap><NamedMap><MapName>two</MapName></NamedMap></MatrixIndicesMap>\n"
#define CIFTI_FILE_SERIES                                                        \
  "<MatrixIndicesMap AppliesToMatrixDimension=\"0\" "                            \
  "IndicesMapToDataType=\"CIFTI_INDEX_TYPE_SERIES\" NumberOfSeriesPoints=\"2\" " \
  "SeriesExponent=\"-3\" SeriesStart=\"0\" SeriesStep=\"720\" SeriesUnit=\"SECOND\"/>\n"
#define CIFTI_FILE_LABELS                                                                  \
  "<MatrixIndicesMap AppliesToMatrixDimension=\"0\" "                                      \
  "IndicesMapToDataType=\"CIFTI_INDEX_TYPE_LABELS\"><NamedMap><MapName>one</MapName>"      \
  "<LabelTable><Label Key=\"10\" Red=\"1\" Green=\"0\" Blue=\"0\" Alpha=\"1\">V1</Label>"  \
  "</LabelTable></NamedMap><NamedMap><MapName>two</MapName><LabelTable><Label Key=\"10\" " \
  "Red=\"0\" Green=\"0\" Blue=\"1\" Alpha=\"1\">V2</Label></LabelTable></NamedMap>"        \
  "</MatrixIndicesMap>\n"
#define CIFTI_FILE_VOLUME                                                         \
  "<Volume VolumeDimensions=\"3,4,2\"><TransformationMatrixVoxelIndicesIJKtoXYZ " \
  "MeterExponent=\"-3\">-2 0 0 90 0 2 0 -126 0 0 2 -72 0 0 0 1"                   \
  "</TransformationMatrixVoxelIndicesIJKtoXYZ></Volume>\n"
#define CIFTI_FILE_MODELS                                                                  \
  "<MatrixIndicesMap AppliesToMatrixDimension=\"1\" "                                      \
  "IndicesMapToDataType=\"CIFTI_INDEX_TYPE_BRAIN_MODELS\">" CIFTI_FILE_VOLUME              \
  "<BrainModel IndexOffset=\"0\" IndexCount=\"2\" ModelType=\"CIFTI_MODEL_TYPE_SURFACE\" " \
  "BrainStructure=\"CIFTI_STRUCTURE_CORTEX_LEFT\" SurfaceNumberOfVertices=\"4\">"          \
  "<VertexIndices>1 3</VertexIndices></BrainModel>\n"                                      \
  "<BrainModel IndexOffset=\"2\" IndexCount=\"2\" ModelType=\"CIFTI_MODEL_TYPE_SURFACE\" " \
  "BrainStructure=\"CIFTI_STRUCTURE_CORTEX_RIGHT\" SurfaceNumberOfVertices=\"5\">"         \
  "<VertexIndices>0 4</VertexIndices></BrainModel>\n"                                      \
  "<BrainModel IndexOffset=\"4\" IndexCount=\"1\" ModelType=\"CIFTI_MODEL_TYPE_VOXELS\" "  \
  "BrainStructure=\"CIFTI_STRUCTURE_THALAMUS_LEFT\">"                                      \
  "<VoxelIndicesIJK>2 3 1</VoxelIndicesIJK></BrainModel></MatrixIndicesMap>\n"
#define CIFTI_FILE_PARCELS                                                                  \
  "<MatrixIndicesMap AppliesToMatrixDimension=\"1\" "                                       \
  "IndicesMapToDataType=\"CIFTI_INDEX_TYPE_PARCELS\">" CIFTI_FILE_VOLUME                    \
  "<Surface BrainStructure=\"CIFTI_STRUCTURE_CORTEX_LEFT\" SurfaceNumberOfVertices=\"4\"/>" \
  "<Parcel Name=\"a\"><Vertices BrainStructure=\"CIFTI_STRUCTURE_CORTEX_LEFT\">0 2"         \
  "</Vertices></Parcel><Parcel Name=\"b\"><Vertices "                                       \
  "BrainStructure=\"CIFTI_STRUCTURE_CORTEX_LEFT\">3</Vertices><VoxelIndicesIJK>0 0 0"       \
  "</VoxelIndicesIJK></Parcel></MatrixIndicesMap>\n"

char *cifti_file_wrap (const char *maps, const char *places);
GByteArray *cifti_file_build (const char *xml, guint64 n_columns, gboolean is_swapped);

G_END_DECLS
