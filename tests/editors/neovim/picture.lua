-- Configuration of the Neovim session that is pictured: plain Neovim with the server switched on.

vim.opt.runtimepath:append(vim.env.PLUGIN)
vim.lsp.config('integrations_ls', { cmd = { vim.env.INTEGRATIONS_LS_BIN, 'server' } })
vim.lsp.enable('integrations_ls')

vim.opt.termguicolors = true
vim.opt.number = true
vim.opt.wrap = false
vim.opt.cursorline = true
vim.opt.swapfile = false
vim.opt.winborder = 'rounded'
vim.opt.shortmess:append('cF')
vim.opt.statusline = ' %f %= %{v:lua.integrations_ls_count()} '

function _G.integrations_ls_count()
  return ('%d errors'):format(#vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }))
end

-- Neovim underlines with a straight line by default, a curl is easier to see in a picture.
for _, severity in ipairs({ 'Error', 'Warn' }) do
  local colour = vim.api.nvim_get_hl(0, { name = 'Diagnostic' .. severity }).fg
  vim.api.nvim_set_hl(0, 'DiagnosticUnderline' .. severity, { undercurl = true, sp = colour })
end

vim.keymap.set('n', '<F2>', function()
  vim.lsp.buf.hover({ max_width = 84 })
end)
