" integrations-ls in Vim 9 through the plugin yegappan/lsp. Source this file from your vimrc:
"     source /path/to/integrations-ls/editors/vim/integrations_ls_yegappan.vim
" It starts the server only below a folder with .ddev/config.toml.

let g:integrations_ls_command = get(g:, 'integrations_ls_command', ['integrations-ls', 'server'])
" As docs/configuration.md has them, for instance {'ignore': ['metadata/unsorted']}.
let g:integrations_ls_settings = get(g:, 'integrations_ls_settings', {})

function! s:register() abort
  call LspAddServer([{
        \ 'name': 'integrations-ls',
        \ 'path': g:integrations_ls_command[0],
        \ 'args': g:integrations_ls_command[1:],
        \ 'filetype': ['codeowners', 'csv', 'json', 'markdown', 'python', 'requirements', 'text', 'toml', 'yaml'],
        \ 'rootSearch': ['.ddev/'],
        \ 'runIfSearch': ['.ddev/config.toml'],
        \ 'initializationOptions': g:integrations_ls_settings,
        \ 'workspaceConfig': {'integrationsLs': g:integrations_ls_settings},
        \ }])
endfunction

augroup integrations_ls
  autocmd!
  autocmd User LspSetup call s:register()
  autocmd BufRead,BufNewFile conf.yaml.example,conf.yaml.default setfiletype yaml
  autocmd BufRead,BufNewFile */.github/CODEOWNERS setfiletype codeowners
  autocmd BufRead,BufNewFile metadata.csv setfiletype csv
augroup END
