// pick.vert - the same vertices as the picture's.
// SPDX-License-Identifier: BSD-3-Clause

#include "surface.vert"
