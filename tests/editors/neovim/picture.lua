-- Configuration of the Neovim session that is pictured: no decoration but what the server brings.

vim.opt.runtimepath:append(vim.env.PLUGIN)
vim.lsp.config('integrations_ls', { cmd = { vim.env.INTEGRATIONS_LS_BIN, 'server' } })
vim.lsp.enable('integrations_ls')

vim.opt.termguicolors = true
vim.opt.number = true
vim.opt.wrap = false
vim.opt.signcolumn = 'yes'
vim.opt.cursorline = true
vim.opt.swapfile = false
vim.opt.winborder = 'rounded'
vim.opt.shortmess:append('IcF')
vim.opt.laststatus = 2
vim.opt.statusline = ' %f %= %{v:lua.vim.diagnostic.status()} %l:%c '
vim.opt.completeopt = 'menuone,noinsert,popup'
vim.diagnostic.config({ virtual_text = false, virtual_lines = { current_line = true }, severity_sort = true })
