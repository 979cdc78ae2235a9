/* test-pickle.c - pickles of NumPy and PyTorch give their data; those that ask for more are
 * refused.
 *
 * The pickles are what Python 3.11 and NumPy 1.24 write of
 *   {"lh": {"r": [1, 2, 3.5], "f": [[1, 2, 3], [4, 5, 6]] (>i2, Fortran order)}, "names": [...],
 * ...} in base64; the hostile ones are those of an object whose __reduce__ gives os.system.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/pickle.h"

#include <string.h>
#include <zip.h>

#include "io/path.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"

static const char data_0[] =
    "KGRwMApWbGgKcDEKKGRwMgpWcgpwMwpjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApwNAooY251bX"
    "B5Cm5kYXJyYXkKcDUKKEkwCnRwNgpjX2NvZGVjcwplbmNvZGUKcDcKKFZiCnA4ClZsYXRpbjEKcDkKdHAxMApScDEx"
    "CnRwMTIKUnAxMwooSTEKKEkzCnRwMTQKY251bXB5CmR0eXBlCnAxNQooVmY4CnAxNgpJMDAKSTAxCnRwMTcKUnAxOA"
    "ooSTMKVjwKcDE5Ck5OTkktMQpJLTEKSTAKdHAyMApiSTAwCmc3CihWXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUw"
    "MDAwXHUwMDAw8D9cdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBAXHUwMDAwXHUwMDAwXH"
    "UwMDAwXHUwMDAwXHUwMDAwXHUwMDAwDEAKcDIxCmc5CnRwMjIKUnAyMwp0cDI0CmJzVmYKcDI1Cmc0CihnNQooSTAK"
    "dHAyNgpnMTEKdHAyNwpScDI4CihJMQooSTIKSTMKdHAyOQpnMTUKKFZpMgpwMzAKSTAwCkkwMQp0cDMxClJwMzIKKE"
    "kzClY+CnAzMwpOTk5JLTEKSS0xCkkwCnRwMzQKYkkwMQpnNwooVlx1MDAwMAFcdTAwMDAEXHUwMDAwAlx1MDAwMAVc"
    "dTAwMDADXHUwMDAwBgpwMzUKZzkKdHAzNgpScDM3CnRwMzgKYnNzVm5hbWVzCnAzOQoobHA0MApWYQpwNDEKYVZi6Q"
    "pwNDIKYXNWcGFyY2VscwpwNDMKKGxwNDQKZzQKKGc1CihJMAp0cDQ1CmcxMQp0cDQ2ClJwNDcKKEkxCihJMgp0cDQ4"
    "CmcxNQooVmk4CnA0OQpJMDAKSTAxCnRwNTAKUnA1MQooSTMKZzE5Ck5OTkktMQpJLTEKSTAKdHA1MgpiSTAwCmc3Ci"
    "hWXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwAVx1MDAwMFx1MDAwMFx1MDAw"
    "MFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMApwNTMKZzkKdHA1NApScDU1CnRwNTYKYmFnNAooZzUKKEkwCnRwNTcKZz"
    "ExCnRwNTgKUnA1OQooSTEKKEkzCnRwNjAKZzUxCkkwMApnNwooVlx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAw"
    "MFx1MDAwMFx1MDAwMFx1MDAwMAFcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDACXHUwMD"
    "AwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwCnA2MQpnOQp0cDYyClJwNjMKdHA2NApiYXNWbgpw"
    "NjUKSTUKc1ZvZApwNjYKY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnA2NwoodFJwNjgKVngKcDY5CkYxLjUKc1Z5Cn"
    "A3MApOc3NWcwpwNzEKY251bXB5LmNvcmUubXVsdGlhcnJheQpzY2FsYXIKcDcyCihnMTUKKFZmNApwNzMKSTAwCkkw"
    "MQp0cDc0ClJwNzUKKEkzCmcxOQpOTk5JLTEKSS0xCkkwCnRwNzYKYmc3CihWXHUwMDAwXHUwMDAwgD4KcDc3Cmc5Cn"
    "RwNzgKUnA3OQp0cDgwClJwODEKc1Z1CnA4MgpnNAooZzUKKEkwCnRwODMKZzExCnRwODQKUnA4NQooSTEKKEkyCnRw"
    "ODYKZzE1CihWVTUKcDg3CkkwMApJMDEKdHA4OApScDg5CihJMwpnMTkKTk5OSTIwCkk0Ckk4CnRwOTAKYkkwMApnNw"
    "ooVm9cdTAwMDBcdTAwMDBcdTAwMDBuXHUwMDAwXHUwMDAwXHUwMDAwZVx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMFx1"
    "MDAwMFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMHRcdTAwMDBcdTAwMDBcdTAwMDBoXHUwMDAwXH"
    "UwMDAwXHUwMDAwclx1MDAwMFx1MDAwMFx1MDAwMGVcdTAwMDBcdTAwMDBcdTAwMDBlXHUwMDAwXHUwMDAwXHUwMDAw"
    "CnA5MQpnOQp0cDkyClJwOTMKdHA5NApic1ZmbGFncwpwOTUKKEkwMQpJMDAKdHA5NgpzVmJpZwpwOTcKTDEwOTk1MT"
    "E2Mjc3NzZMCnNWbmVnCnA5OApJLTMKc0k3ClZzZXZlbgpwOTkKc1ZncmlkCnAxMDAKKGxwMTAxCihscDEwMgpJMQph"
    "STIKYWEobHAxMDMKSTMKYUk0CmFhKGxwMTA0Ckk1CmFJNgphYXNWbwpwMTA1Cmc0CihnNQooSTAKdHAxMDYKZzExCn"
    "RwMTA3ClJwMTA4CihJMQooSTIKSTIKdHAxMDkKZzE1CihWTzgKcDExMApJMDAKSTAxCnRwMTExClJwMTEyCihJMwpW"
    "fApwMTEzCk5OTkktMQpJLTEKSTYzCnRwMTE0CmJJMDAKKGxwMTE1ClZwCnAxMTYKYVZxCnAxMTcKYWczCmFnNzEKYX"
    "RwMTE4CmJzLg==";
static const char data_2[] =
    "gAJ9cQAoWAIAAABsaHEBfXECKFgBAAAAcnEDY251bXB5LmNvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQRjbn"
    "VtcHkKbmRhcnJheQpxBUsAhXEGY19jb2RlY3MKZW5jb2RlCnEHWAEAAABicQhYBgAAAGxhdGluMXEJhnEKUnELh3EM"
    "UnENKEsBSwOFcQ5jbnVtcHkKZHR5cGUKcQ9YAgAAAGY4cRCJiIdxEVJxEihLA1gBAAAAPHETTk5OSv////9K/////0"
    "sAdHEUYoloB1gZAAAAAAAAAAAAw7A/AAAAAAAAAEAAAAAAAAAMQHEVaAmGcRZScRd0cRhiWAEAAABmcRloBGgFSwCF"
    "cRpoC4dxG1JxHChLAUsCSwOGcR1oD1gCAAAAaTJxHomIh3EfUnEgKEsDWAEAAAA+cSFOTk5K/////0r/////SwB0cS"
    "JiiGgHWAwAAAAAAQAEAAIABQADAAZxI2gJhnEkUnEldHEmYnVYBQAAAG5hbWVzcSddcSgoWAEAAABhcSlYAwAAAGLD"
    "qXEqZVgHAAAAcGFyY2Vsc3ErXXEsKGgEaAVLAIVxLWgLh3EuUnEvKEsBSwKFcTBoD1gCAAAAaThxMYmIh3EyUnEzKE"
    "sDaBNOTk5K/////0r/////SwB0cTRiiWgHWBAAAAAAAAAAAAAAAAEAAAAAAAAAcTVoCYZxNlJxN3RxOGJoBGgFSwCF"
    "cTloC4dxOlJxOyhLAUsDhXE8aDOJaAdYGAAAAAAAAAAAAAAAAQAAAAAAAAACAAAAAAAAAHE9aAmGcT5ScT90cUBiZV"
    "gBAAAAbnFBSwVYAgAAAG9kcUJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcUMpUnFEKFgBAAAAeHFFRz/4AAAAAAAA"
    "WAEAAAB5cUZOdVgBAAAAc3FHY251bXB5LmNvcmUubXVsdGlhcnJheQpzY2FsYXIKcUhoD1gCAAAAZjRxSYmIh3FKUn"
    "FLKEsDaBNOTk5K/////0r/////SwB0cUxiaAdYBQAAAAAAwoA+cU1oCYZxTlJxT4ZxUFJxUVgBAAAAdXFSaARoBUsA"
    "hXFTaAuHcVRScVUoSwFLAoVxVmgPWAIAAABVNXFXiYiHcVhScVkoSwNoE05OTksUSwRLCHRxWmKJaAdYKAAAAG8AAA"
    "BuAAAAZQAAAAAAAAAAAAAAdAAAAGgAAAByAAAAZQAAAGUAAABxW2gJhnFcUnFddHFeYlgFAAAAZmxhZ3NxX4iJhnFg"
    "WAMAAABiaWdxYYoGAAAAAAABWAMAAABuZWdxYkr9////SwdYBQAAAHNldmVucWNYBAAAAGdyaWRxZF1xZShdcWYoSw"
    "FLAmVdcWcoSwNLBGVdcWgoSwVLBmVlWAEAAABvcWloBGgFSwCFcWpoC4dxa1JxbChLAUsCSwKGcW1oD1gCAAAATzhx"
    "bomIh3FvUnFwKEsDWAEAAAB8cXFOTk5K/////0r/////Sz90cXJiiV1xcyhYAQAAAHBxdFgBAAAAcXF1aANoR2V0cX"
    "ZidS4=";
static const char data_3[] =
    "gAN9cQAoWAIAAABsaHEBfXECKFgBAAAAcnEDY251bXB5LmNvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQRjbn"
    "VtcHkKbmRhcnJheQpxBUsAhXEGQwFicQeHcQhScQkoSwFLA4VxCmNudW1weQpkdHlwZQpxC1gCAAAAZjhxDImIh3EN"
    "UnEOKEsDWAEAAAA8cQ9OTk5K/////0r/////SwB0cRBiiUMYAAAAAAAA8D8AAAAAAAAAQAAAAAAAAAxAcRF0cRJiWA"
    "EAAABmcRNoBGgFSwCFcRRoB4dxFVJxFihLAUsCSwOGcRdoC1gCAAAAaTJxGImIh3EZUnEaKEsDWAEAAAA+cRtOTk5K"
    "/////0r/////SwB0cRxiiEMMAAEABAACAAUAAwAGcR10cR5idVgFAAAAbmFtZXNxH11xIChYAQAAAGFxIVgDAAAAYs"
    "OpcSJlWAcAAABwYXJjZWxzcSNdcSQoaARoBUsAhXElaAeHcSZScScoSwFLAoVxKGgLWAIAAABpOHEpiYiHcSpScSso"
    "SwNoD05OTkr/////Sv////9LAHRxLGKJQxAAAAAAAAAAAAEAAAAAAAAAcS10cS5iaARoBUsAhXEvaAeHcTBScTEoSw"
    "FLA4VxMmgriUMYAAAAAAAAAAABAAAAAAAAAAIAAAAAAAAAcTN0cTRiZVgBAAAAbnE1SwVYAgAAAG9kcTZjY29sbGVj"
    "dGlvbnMKT3JkZXJlZERpY3QKcTcpUnE4KFgBAAAAeHE5Rz/4AAAAAAAAWAEAAAB5cTpOdVgBAAAAc3E7Y251bXB5Lm"
    "NvcmUubXVsdGlhcnJheQpzY2FsYXIKcTxoC1gCAAAAZjRxPYmIh3E+UnE/KEsDaA9OTk5K/////0r/////SwB0cUBi"
    "QwQAAIA+cUGGcUJScUNYAQAAAHVxRGgEaAVLAIVxRWgHh3FGUnFHKEsBSwKFcUhoC1gCAAAAVTVxSYmIh3FKUnFLKE"
    "sDaA9OTk5LFEsESwh0cUxiiUMobwAAAG4AAABlAAAAAAAAAAAAAAB0AAAAaAAAAHIAAABlAAAAZQAAAHFNdHFOYlgF"
    "AAAAZmxhZ3NxT4iJhnFQWAMAAABiaWdxUYoGAAAAAAABWAMAAABuZWdxUkr9////SwdYBQAAAHNldmVucVNYBAAAAG"
    "dyaWRxVF1xVShdcVYoSwFLAmVdcVcoSwNLBGVdcVgoSwVLBmVlWAEAAABvcVloBGgFSwCFcVpoB4dxW1JxXChLAUsC"
    "SwKGcV1oC1gCAAAATzhxXomIh3FfUnFgKEsDWAEAAAB8cWFOTk5K/////0r/////Sz90cWJiiV1xYyhYAQAAAHBxZF"
    "gBAAAAcXFlaANoO2V0cWZidS4=";
static const char data_4[] =
    "gASVPAMAAAAAAAB9lCiMAmxolH2UKIwBcpSMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlI"
    "wFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwOFlGgHjAVkdHlwZZSTlIwCZjiUiYiHlFKUKEsDjAE8"
    "lE5OTkr/////Sv////9LAHSUYolDGAAAAAAAAPA/AAAAAAAAAEAAAAAAAAAMQJR0lGKMAWaUaAZoCUsAhZRoC4eUUp"
    "QoSwFLAksDhpRoEIwCaTKUiYiHlFKUKEsDjAE+lE5OTkr/////Sv////9LAHSUYohDDAABAAQAAgAFAAMABpR0lGJ1"
    "jAVuYW1lc5RdlCiMAWGUjANiw6mUZYwHcGFyY2Vsc5RdlChoBmgJSwCFlGgLh5RSlChLAUsChZRoEIwCaTiUiYiHlF"
    "KUKEsDaBROTk5K/////0r/////SwB0lGKJQxAAAAAAAAAAAAEAAAAAAAAAlHSUYmgGaAlLAIWUaAuHlFKUKEsBSwOF"
    "lGgwiUMYAAAAAAAAAAABAAAAAAAAAAIAAAAAAAAAlHSUYmWMAW6USwWMAm9klIwLY29sbGVjdGlvbnOUjAtPcmRlcm"
    "VkRGljdJSTlClSlCiMAXiURz/4AAAAAAAAjAF5lE51jAFzlGgEjAZzY2FsYXKUk5RoEIwCZjSUiYiHlFKUKEsDaBRO"
    "Tk5K/////0r/////SwB0lGJDBAAAgD6UhpRSlIwBdZRoBmgJSwCFlGgLh5RSlChLAUsChZRoEIwCVTWUiYiHlFKUKE"
    "sDaBROTk5LFEsESwh0lGKJQyhvAAAAbgAAAGUAAAAAAAAAAAAAAHQAAABoAAAAcgAAAGUAAABlAAAAlHSUYowFZmxh"
    "Z3OUiImGlIwDYmlnlIoGAAAAAAABjANuZWeUSv3///9LB4wFc2V2ZW6UjARncmlklF2UKF2UKEsBSwJlXZQoSwNLBG"
    "VdlChLBUsGZWWMAW+UaAZoCUsAhZRoC4eUUpQoSwFLAksChpRoEIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv//"
    "//9LP3SUYoldlCiMAXCUjAFxlGgDaEJldJRidS4=";
static const char data_5[] =
    "gAWVSgMAAAAAAAB9lCiMAmxolH2UKIwBcpSMEm51bXB5LmNvcmUubnVtZXJpY5SMC19mcm9tYnVmZmVylJOUKJYYAA"
    "AAAAAAAAAAAAAAAPA/AAAAAAAAAEAAAAAAAAAMQJSMBW51bXB5lIwFZHR5cGWUk5SMAmY4lImIh5RSlChLA4wBPJRO"
    "Tk5K/////0r/////SwB0lGJLA4WUjAFDlHSUUpSMAWaUaAYolgwAAAAAAAAAAAEABAACAAUAAwAGlGgKjAJpMpSJiI"
    "eUUpQoSwOMAT6UTk5OSv////9K/////0sAdJRiSwJLA4aUjAFGlHSUUpR1jAVuYW1lc5RdlCiMAWGUjANiw6mUZYwH"
    "cGFyY2Vsc5RdlChoBiiWEAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAlGgKjAJpOJSJiIeUUpQoSwNoDk5OTkr/////Sv"
    "////9LAHSUYksChZRoEXSUUpRoBiiWGAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAgAAAAAAAACUaChLA4WUaBF0lFKU"
    "ZYwBbpRLBYwCb2SUjAtjb2xsZWN0aW9uc5SMC09yZGVyZWREaWN0lJOUKVKUKIwBeJRHP/gAAAAAAACMAXmUTnWMAX"
    "OUjBVudW1weS5jb3JlLm11bHRpYXJyYXmUjAZzY2FsYXKUk5RoCowCZjSUiYiHlFKUKEsDaA5OTk5K/////0r/////"
    "SwB0lGJDBAAAgD6UhpRSlIwBdZRoBiiWKAAAAAAAAABvAAAAbgAAAGUAAAAAAAAAAAAAAHQAAABoAAAAcgAAAGUAAA"
    "BlAAAAlGgKjAJVNZSJiIeUUpQoSwNoDk5OTksUSwRLCHSUYksChZRoEXSUUpSMBWZsYWdzlIiJhpSMA2JpZ5SKBgAA"
    "AAAAAYwDbmVnlEr9////SweMBXNldmVulIwEZ3JpZJRdlChdlChLAUsCZV2UKEsDSwRlXZQoSwVLBmVljAFvlGg6jA"
    "xfcmVjb25zdHJ1Y3SUk5RoCIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsCSwKGlGgKjAJPOJSJiIeUUpQoSwOM"
    "AXyUTk5OSv////9K/////0s/dJRiiV2UKIwBcJSMAXGUaANoOWV0lGJ1Lg==";
static const char evil_0[] =
    "KGxwMApJMQphY3Bvc2l4CnN5c3RlbQpwMQooVnRvdWNoIC90bXAvY2FsY2FyaW5lLXdhcy1oZXJlCnAyCnRwMwpScD"
    "QKYS4=";
static const char evil_2[] =
    "gAJdcQAoSwFjcG9zaXgKc3lzdGVtCnEBWB0AAAB0b3VjaCAvdG1wL2NhbGNhcmluZS13YXMtaGVyZXEChXEDUnEEZS"
    "4=";
static const char evil_4[] =
    "gASVPgAAAAAAAABdlChLAYwFcG9zaXiUjAZzeXN0ZW2Uk5SMHXRvdWNoIC90bXAvY2FsY2FyaW5lLXdhcy1oZXJllI"
    "WUUpRlLg==";
static const char endless_list[] = "gASVEAAAAAAAAABdlChHP/AAAAAAAABoAGUu";
static const char bomb[] =
    "gASVeAEAAAAAAABdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlC"
    "hdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChd"
    "lChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlCiMAWGUXZSMAW"
    "KUYWVoPGVoO2VoOmVoOWVoOGVoN2VoNmVoNWVoNGVoM2VoMmVoMWVoMGVoL2VoLmVoLWVoLGVoK2VoKmVoKWVoKGVo"
    "J2VoJmVoJWVoJGVoI2VoImVoIWVoIGVoH2VoHmVoHWVoHGVoG2VoGmVoGWVoGGVoF2VoFmVoFWVoFGVoE2VoEmVoEW"
    "VoEGVoD2VoDmVoDWVoDGVoC2VoCmVoCWVoCGVoB2VoBmVoBWVoBGVoA2VoAmVoAWUu";
static const char square_bomb[] =
    "gAJdcQAoXXEBKF1xAihdcQMoXXEEKF1xBShdcQYoXXEHKF1xCChdcQkoXXEKKF1xCyhdcQwoXXENKF1xDihdcQ8oXX"
    "EQKF1xEShdcRIoXXETKF1xFChdcRUoXXEWKF1xFyhdcRgoXXEZKF1xGihdcRsoXXEcKF1xHShdcR4oXXEfKF1xIChd"
    "cSEoXXEiKF1xIyhdcSQoXXElKF1xJihdcScoXXEoKEsBSwJlaChlaCdlaCZlaCVlaCRlaCNlaCJlaCFlaCBlaB9laB"
    "5laB1laBxlaBtlaBplaBllaBhlaBdlaBZlaBVlaBRlaBNlaBJlaBFlaBBlaA9laA5laA1laAxlaAtlaAplaAllaAhl"
    "aAdlaAZlaAVlaARlaANlaAJlaAFlLg==";
static const char torch[] =
    "gAJ9cQAoWAEAAAB3cQFjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNvcl92MgpxAigoWAcAAABzdG9yYWdlcQNjdG"
    "9yY2gKRmxvYXRTdG9yYWdlCnEEWAEAAAAwcQVYAwAAAGNwdXEGSwZ0cQdRSwBLAksDhnEISwNLAYZxCYljY29sbGVj"
    "dGlvbnMKT3JkZXJlZERpY3QKcQopUnELdHEMUnENWAIAAAB3dHEOaAIoKGgDaARoBWgGSwZ0cQ9RSwBLA0sChnEQSw"
    "FLA4ZxEYloCilScRJ0cRNScRRYBAAAAHBhcnRxFWgCKChoA2N0b3JjaApMb25nU3RvcmFnZQpxFlgBAAAAMXEXaAZL"
    "BHRxGFFLAUsChXEZSwGFcRqJaAopUnEbdHEcUnEddS4=";
static const char torch_beyond[] =
    "gAJjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNvcl92MgpxACgoWAcAAABzdG9yYWdlcQFjdG9yY2gKRmxvYXRTdG"
    "9yYWdlCnECWAEAAAAwcQNYAwAAAGNwdXEESwZ0cQVRSwRLAksDhnEGSwNLAYZxB4ljY29sbGVjdGlvbnMKT3JkZXJl"
    "ZERpY3QKcQgpUnEJdHEKUnELLg==";
static const char *const sound[] = {data_0, data_2, data_3, data_4, data_5};

static char *
save (TestFolder *folder, const char *name, const char *base64)
{
  gsize size;
  g_autofree guchar *bytes = g_base64_decode (base64, &size);

  return test_folder_put (folder, name, bytes, (gssize) size);
}

static gpointer
load_one (const char *path, const char *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, dataset, NULL, &error);
  gpointer object;

  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  object = cal_loaded_get_objects (loaded)->pdata[0];
  return g_object_ref (CAL_IS_VECTOR (object) ? (gpointer) cal_vector_get_desc (object)->values
                                              : object);
}

static void
assert_numbers (const char *path, const char *dataset, gsize n, const double *expected)
{
  g_autoptr (CalArray) array = load_one (path, dataset);

  g_assert_true (CAL_IS_ARRAY (array));
  g_assert_cmpuint (cal_array_get_n_elements (array), ==, n);
  for (gsize e = 0; e < n; e++)
    g_assert_cmpfloat (cal_array_get_value (array, e), ==, expected[e]);
}

static void
assert_texts (const char *path, const char *dataset, const char *const *expected)
{
  g_autoptr (CalTextArray) texts = load_one (path, dataset);

  g_assert_true (CAL_IS_TEXT_ARRAY (texts));
  g_assert_cmpuint (cal_text_array_get_n (texts), ==, g_strv_length ((GStrv) expected));
  for (gsize n = 0; expected[n] != NULL; n++)
    g_assert_cmpstr (cal_text_array_get (texts, n), ==, expected[n]);
}

static void
test_protocols (TestFolder *folder, gconstpointer data)
{
  for (gsize n = 0; n < G_N_ELEMENTS (sound); n++) {
    g_autofree char *path = save (folder, "sound.pkl", sound[n]);
    g_autoptr (CalArray) grid = load_one (path, "/grid");
    g_autoptr (CalTextArray) objects = load_one (path, "/o");

    assert_numbers (path, "/lh/r", 3, (double[]){1, 2, 3.5});
    assert_numbers (path, "/lh/f", 6, (double[]){1, 2, 3, 4, 5, 6});
    assert_numbers (path, "/parcels[1]", 3, (double[]){0, 1, 2});
    assert_numbers (path, "/n", 1, (double[]){5});
    assert_numbers (path, "/s", 1, (double[]){0.25});
    assert_numbers (path, "/od/x", 1, (double[]){1.5});
    assert_numbers (path, "/flags", 2, (double[]){1, 0});
    assert_numbers (path, "/big", 1, (double[]){1099511627776.0});
    assert_numbers (path, "/neg", 1, (double[]){-3});
    assert_texts (path, "/names", (const char *[]){"a", "b\303\251", NULL});
    assert_texts (path, "/u", (const char *[]){"one", "three", NULL});
    assert_texts (path, "/7", (const char *[]){"seven", NULL});
    g_assert_cmpuint (cal_array_get_n_dims (grid), ==, 2);
    g_assert_cmpuint (cal_array_get_dim (grid, 1), ==, 2);
    g_assert_cmpuint (cal_text_array_get_n_dims (objects), ==, 2);
    g_assert_cmpstr (cal_text_array_get (objects, 2), ==, "r");
  }
}

static void
test_list (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = save (folder, "sound.pkl", data_4);
  g_autoptr (CalLoaded) listed = cal_format_load (path, NULL, NULL, NULL);
  static const char *const expected[] = {
      "/lh/r", "/lh/f", "/names", "/parcels[0]", "/parcels[1]", "/n", "/od/x", "/od/y",
      "/s",    "/u",    "/flags", "/big",        "/neg",        "/7", "/grid", "/o"};
  static const char *const nothing[] = {"/nobody",  "/lh",         "/lh/r[0]",
                                        "/parcels", "/parcels[2]", "/parcels[x]",
                                        "lh/r",     "/od/y",       "/n/x"};
  GPtrArray *datasets = cal_loaded_get_datasets (listed);

  g_assert_cmpuint (datasets->len, ==, G_N_ELEMENTS (expected));
  for (guint n = 0; n < datasets->len; n++)
    g_assert_cmpstr (((CalDataset *) datasets->pdata[n])->path, ==, expected[n]);
  for (gsize n = 0; n < G_N_ELEMENTS (nothing); n++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_format_load (path, nothing[n], NULL, &error));
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, path));
  }
}

/* Nothing is called, and what should have been is named. */
static void
test_hostile (TestFolder *folder, gconstpointer data)
{
  static const char *const evil[] = {evil_0, evil_2, evil_4};

  for (gsize n = 0; n < G_N_ELEMENTS (evil); n++) {
    g_autofree char *path = save (folder, "evil.pkl", evil[n]);
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_format_load (path, NULL, NULL, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, ".system"));
    g_assert_false (g_file_test ("/tmp/calcarine-was-here", G_FILE_TEST_EXISTS));
  }
}

/* A list that holds itself, and lists of lists of the same list, come to an end. */
static void
test_endless (TestFolder *folder, gconstpointer data)
{
  static const char *const endless[] = {endless_list, bomb, square_bomb};

  for (gsize n = 0; n < G_N_ELEMENTS (endless); n++) {
    g_autofree char *path = save (folder, "endless.pkl", endless[n]);
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);

    /* What there is of it is listed, or there is too much of it. */
    g_assert_true (loaded != NULL ? cal_loaded_get_datasets (loaded)->len > 0
                                  : g_error_matches (error, CAL_ERROR, CAL_ERROR_LIMIT));
    g_test_message ("%s", loaded != NULL ? "listed" : error->message);
  }
}

static void
test_damage (TestFolder *folder, gconstpointer data)
{
  gsize size;
  g_autofree guchar *bytes = g_base64_decode (data_4, &size);

  for (gsize length = 0; length < size; length++) {
    g_autoptr (GBytes) cut = g_bytes_new (bytes, length);
    g_autoptr (CalLoaded) loaded = cal_loaded_new ("cut.pkl", "Python pickle");
    g_autoptr (GError) error = NULL;

    g_assert_false (cal_pickle_add (cut, "/n", loaded, &error));
    g_assert_nonnull (error);
  }
  for (gsize at = 0; at < size; at++)
    for (guint flip = 1; flip < 256; flip += 17) {
      g_autofree guchar *spoilt = g_memdup2 (bytes, size);
      g_autoptr (GBytes) whole = NULL;
      g_autoptr (CalLoaded) loaded = cal_loaded_new ("spoilt.pkl", "Python pickle");

      spoilt[at] ^= (guchar) flip;
      whole = g_bytes_new (spoilt, size);
      cal_pickle_add (whole, NULL, loaded, NULL);
    }
}

static char *
save_torch (TestFolder *folder, const char *name, const char *base64)
{
  static const float weights[6] = {1, 2, 3, 4, 5, 6};
  static const gint64 indices[4] = {10, 20, 30, 40};
  char *path = g_build_filename (folder->folder, name, NULL);
  zip_t *zip = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  gsize size;
  g_autofree guchar *pickle = g_base64_decode (base64, &size);
  const struct {
    const char *name;
    const void *bytes;
    gsize size;
  } members[] = {{"model/data.pkl", pickle, size},
                 {"model/data/0", weights, sizeof weights},
                 {"model/data/1", indices, sizeof indices}};

  g_assert_nonnull (zip);
  for (gsize n = 0; n < G_N_ELEMENTS (members); n++) {
    zip_int64_t at = zip_file_add (
        zip, members[n].name, zip_source_buffer (zip, members[n].bytes, members[n].size, 0), 0);

    g_assert_cmpint (zip_set_file_compression (zip, (zip_uint64_t) at, ZIP_CM_STORE, 0), ==, 0);
  }
  g_assert_cmpint (zip_close (zip), ==, 0);
  return path;
}

/* Tensors are views of what is stored: whole, turned over, and a part. */
static void
test_torch (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = save_torch (folder, "model.pt", torch);
  g_autofree char *beyond = save_torch (folder, "beyond.pt", torch_beyond);
  g_autoptr (GError) error = NULL;

  assert_numbers (path, "/w", 6, (double[]){1, 2, 3, 4, 5, 6});
  assert_numbers (path, "/wt", 6, (double[]){1, 4, 2, 5, 3, 6});
  assert_numbers (path, "/part", 2, (double[]){20, 30});
  g_assert_null (cal_format_load (beyond, NULL, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "beyond its values"));
}

/* An array of objects is a pickle after a header. */
static void
test_npy (TestFolder *folder, gconstpointer data)
{
  static const char header[] =
      "\223NUMPY\001\000\066\000{'descr': '|O', 'fortran_order': False, 'shape': (), }";
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size;
  g_autofree guchar *pickle = g_base64_decode (data_3, &size);
  g_autofree char *path = NULL;

  g_byte_array_append (bytes, (const guint8 *) header, sizeof header - 1);
  bytes->data[8] = (guint8) (sizeof header - 1 - 10);
  g_byte_array_append (bytes, pickle, (guint) size);
  path = test_folder_put (folder, "dict.npy", bytes->data, bytes->len);
  assert_numbers (path, "/lh/r", 3, (double[]){1, 2, 3.5});
}

/* Expected: numpy.load (..., allow_pickle=True). */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path =
      cal_optional_data_find ("robustness/npy/pickled_dict_encoding_accuracy.npy");
  g_autofree char *range = cal_optional_data_find ("robustness/npy/py3-objarr.npy");
  g_autoptr (CalArray) ceiling = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  ceiling = load_one (path, "/rh_noise_ceiling");
  g_assert_cmpuint (cal_array_get_n_elements (ceiling), ==, 20544);
  g_assert_cmpfloat (cal_array_get_value (ceiling, 12345), ==, 0.4388148458406847);
  g_assert_null (cal_format_load (range, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "builtins.range"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/pickle/protocols", test_protocols},
      {"/pickle/list", test_list},
      {"/pickle/hostile", test_hostile},
      {"/pickle/endless", test_endless},
      {"/pickle/damage", test_damage},
      {"/pickle/torch", test_torch},
      {"/pickle/npy", test_npy},
      {"/pickle/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
