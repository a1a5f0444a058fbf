" integrations-ls in Vim through the plugin vim-lsp. Source this file from your vimrc:
"     source /path/to/integrations-ls/editors/vim/integrations_ls.vim
" It starts the server only below a folder with .ddev/config.toml, or in an integration that stands alone.

let g:integrations_ls_command = get(g:, 'integrations_ls_command', ['integrations-ls', 'server'])
" As docs/configuration.md has them, for instance {'ignore': ['metadata/unsorted']}.
let g:integrations_ls_settings = get(g:, 'integrations_ls_settings', {})

function! s:root(path) abort
  let l:here = fnamemodify(a:path, ':p:h')
  let l:config = findfile('.ddev/config.toml', escape(l:here, ' \,') . ';')
  if l:config !=# ''
    return fnamemodify(l:config, ':p:h:h')
  endif
  " Browser extensions write a number for the version of their manifest.
  for l:manifest in findfile('manifest.json', escape(l:here, ' \,') . ';', -1)
    if join(readfile(l:manifest), ' ') =~# '"manifest_version"\s*:\s*"'
      return fnamemodify(l:manifest, ':p:h')
    endif
  endfor
  return ''
endfunction

function! s:command(server) abort
  if s:root(expand('%:p')) ==# ''
    return []
  endif
  if !executable(g:integrations_ls_command[0])
    if !get(s:, 'told', 0)
      let s:told = 1
      echomsg 'integrations-ls: `' . g:integrations_ls_command[0] . '` was not found; install it and put it on your PATH'
    endif
    return []
  endif
  return g:integrations_ls_command
endfunction

function! s:register() abort
  call lsp#register_server({
        \ 'name': 'integrations-ls',
        \ 'cmd': function('s:command'),
        \ 'root_uri': {server -> lsp#utils#path_to_uri(s:root(expand('%:p')))},
        \ 'allowlist': ['codeowners', 'csv', 'json', 'markdown', 'python', 'requirements', 'text', 'toml', 'yaml'],
        \ 'initialization_options': g:integrations_ls_settings,
        \ 'workspace_config': {'integrationsLs': g:integrations_ls_settings},
        \ })
endfunction

augroup integrations_ls
  autocmd!
  autocmd User lsp_setup call s:register()
  autocmd BufRead,BufNewFile conf.yaml.example,conf.yaml.default setfiletype yaml
  autocmd BufRead,BufNewFile */.github/CODEOWNERS setfiletype codeowners
  autocmd BufRead,BufNewFile metadata.csv setfiletype csv
augroup END
