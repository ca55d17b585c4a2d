/* Starts Liaison in the Python that lies beside it; loads libraries from no other folder than its own. */
#define UNICODE
#define _UNICODE
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*main_function)(int, wchar_t **);

static int say(const wchar_t *words) {
    MessageBoxW(NULL, words, L"Liaison", MB_ICONERROR);
    return 3;
}

static int start(int count, wchar_t **words) {
    static wchar_t folder[32768], path[32768];
    GetModuleFileNameW(NULL, folder, 32768);
    wchar_t *last = wcsrchr(folder, L'\\');
    if (last) *last = 0;
    SetDllDirectoryW(L"");
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    _snwprintf(path, 32767, L"%ls\\runtime\\" PYTHON_DLL, folder);
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (!python) return say(L"Its Python is missing. Please install Liaison again.");
    main_function run = (main_function)(void *)GetProcAddress(python, "Py_Main");
    if (!run) return say(L"Its Python is damaged. Please install Liaison again.");
    wchar_t **given = calloc(count + 4, sizeof *given);
    if (!given) return 4;
    int at = 0;
    given[at++] = words[0];
    given[at++] = L"-I";
    given[at++] = L"-m";
    given[at++] = L"liaison_entry";
    for (int i = 1; i < count; i++) given[at++] = words[i];
    return run(at, given);
}

int WINAPI wWinMain(HINSTANCE own, HINSTANCE before, PWSTR line, int shown) {
    (void)own; (void)before; (void)line; (void)shown;
    return start(__argc, __wargv);
}

int wmain(int count, wchar_t **words) { return start(count, words); }
