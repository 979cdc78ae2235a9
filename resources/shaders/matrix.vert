// matrix.vert - one triangle over the whole viewport.
// SPDX-License-Identifier: BSD-3-Clause

#include "slice.vert"
